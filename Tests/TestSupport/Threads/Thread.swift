import Glibc

/// Runs something beside a test's own blocking calls.
package final class Thread {
    private var handle = pthread_t()
    private let outcome: Outcome

    /// Sendable: written by the thread before its end, read after it has been joined.
    private final class Outcome: @unchecked Sendable {
        let body: () throws -> Void
        var error: (any Error)?

        init(_ body: @escaping () throws -> Void) {
            self.body = body
        }
    }

    package init(_ body: @escaping () throws -> Void) {
        outcome = Outcome(body)
        let argument = Unmanaged.passRetained(outcome).toOpaque()
        pthread_create(
            &handle, nil,
            { argument in
                guard let argument else { return nil }
                let outcome = Unmanaged<Outcome>.fromOpaque(argument).takeRetainedValue()
                do { try outcome.body() } catch { outcome.error = error }
                return nil
            }, argument)
    }

    /// Waits for the end, and throws what the thread threw.
    package func join() throws {
        pthread_join(handle, nil)
        if let error = outcome.error { throw error }
    }
}
