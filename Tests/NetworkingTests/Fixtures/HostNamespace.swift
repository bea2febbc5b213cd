import Glibc
import Linux

@testable import Networking

/// A network namespace that plays the host, so that the real host is never touched. What runs in it runs on a thread of
/// its own, one at a time.
enum HostNamespace {
    /// Runs `body` in a new network namespace with `lo` up.
    static func run(_ body: @escaping @Sendable () throws -> Void) throws {
        let namespace = try NetworkNamespace.create().take()
        try HostNamespace.run(in: namespace.raw, body)
    }

    /// Runs `body` in the namespace of that descriptor.
    @discardableResult
    static func run<Product: Sendable>(
        in namespace: Int32, _ body: @escaping @Sendable () throws -> Product
    ) throws -> Product {
        let result: Result<Product, any Error> = try DedicatedThread.run { () throws(SystemCallError) in
            try NetworkNamespace.enter(namespace)
            return Result { try body() }
        }
        return try result.get()
    }
}
