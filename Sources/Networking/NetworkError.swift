package import Linux

/// What went wrong on a network, in words for the engine's user.
package struct NetworkError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        /// The network's configuration contradicts itself or the host.
        case invalidConfiguration
        /// The request names something that cannot be, such as an address outside the subnet.
        case invalidRequest
        /// Asked for what this network does not serve, such as publishing on an IPv6 address.
        case unsupported
        /// The container is attached already.
        case alreadyAttached
        /// No address of the subnet is free.
        case addressesExhausted
        /// The address asked for belongs to another container.
        case addressInUse
        /// The port is published by another container of this network.
        case portAllocated
        /// The port is held by another program of the host, or cannot be bound there.
        case portInUse
        /// The kernel refused; `cause` says what.
        case system
    }

    package let code: Code
    package let message: String
    package let cause: SystemCallError?

    package init(_ code: Code, _ message: String, cause: SystemCallError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}

/// Runs `body`; what the kernel refuses in it becomes a `NetworkError` that begins with `purpose`.
func attempt<Result: ~Copyable>(
    _ purpose: @autoclosure () -> String, _ body: () throws(SystemCallError) -> Result
) throws(NetworkError) -> Result {
    do {
        return try body()
    } catch {
        throw NetworkError(.system, purpose(), cause: error)
    }
}
