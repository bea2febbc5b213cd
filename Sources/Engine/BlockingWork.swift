package import NIOPosix

/// Runs calls that block (files, mounts, netlink) on threads of their own, never on a cooperative one.
///
/// What it runs ends by itself in bounded time: nothing here waits on a container, so no container's trouble
/// can take the threads from another.
package struct BlockingWork: Sendable {
    private let pool: NIOThreadPool

    package init(pool: NIOThreadPool) {
        self.pool = pool
    }

    package func run<Value: Sendable>(
        while action: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws(EngineError) -> Value {
        do {
            return try await pool.runIfActive(body)
        } catch {
            throw EngineError.wrapping(error, while: action)
        }
    }
}
