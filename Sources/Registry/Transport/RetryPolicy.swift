/// When and how often a request is made again: exponential backoff with full jitter, or the wait that the registry
/// asks for.
package struct RetryPolicy: Sendable {
    /// Tries in all without any progress, the first one included; at least 1.
    package var attempts: Int
    /// The longest wait before the second try; it doubles with each further one.
    package var base: Duration
    /// No wait is longer, except one that the registry asks for.
    package var ceiling: Duration
    /// A registry that asks for more than this gets no further try.
    package var longestRetryAfter: Duration
    /// Waits; the tests' own does not.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        attempts: Int = 5, base: Duration = .milliseconds(500), ceiling: Duration = .seconds(15),
        longestRetryAfter: Duration = .seconds(60),
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.attempts = attempts
        self.base = base
        self.ceiling = ceiling
        self.longestRetryAfter = longestRetryAfter
        self.sleep = sleep
    }

    /// The wait after the failed try number `attempt` (from 1); `nil` when there is to be no further one.
    ///
    /// - Parameter random: in 0..<1.
    package func delay(after error: RegistryError, attempt: Int, random: Double) -> Duration? {
        guard attempt < attempts else { return nil }
        if let wanted = error.retryAfter { return wanted <= longestRetryAfter ? wanted : nil }
        let doublings = min(attempt - 1, 30)
        return min(base * (1 << doublings), ceiling) * random
    }

    /// Runs `operation` until it succeeds, fails for good, or has had its tries.
    func run<Result>(_ operation: () async throws -> Result) async throws -> Result {
        var attempt = 1
        while true {
            do {
                return try await operation()
            } catch let error as RegistryError where error.isTransient {
                guard let delay = delay(after: error, attempt: attempt, random: .random(in: 0..<1)) else { throw error }
                try await sleep(delay)
                attempt += 1
            }
        }
    }
}
