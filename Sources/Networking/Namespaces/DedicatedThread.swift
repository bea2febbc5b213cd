internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// Runs work on a thread that ends with it, so that what it does to the thread is seen by no one else.
enum DedicatedThread {
    /// Runs `body` on a new thread, and waits for it.
    static func run<Product: ~Copyable & Sendable>(
        _ body: @escaping @Sendable () throws(SystemCallError) -> Product
    ) throws(SystemCallError) -> Product {
        let work = Work(body)
        let thread = try start(work)
        pthread_join(thread, nil)
        return try work.takeProduct()
    }

    private static func start(_ work: AnyWork) throws(SystemCallError) -> pthread_t {
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(work)
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<AnyWork>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, retained.toOpaque())
        guard code == 0 else {
            retained.release()
            throw SystemCallError("pthread_create", errno: Errno(rawValue: code))
        }
        return thread
    }

    private class AnyWork {
        func run() {}
    }

    private final class Work<Product: ~Copyable & Sendable>: AnyWork {
        private let body: @Sendable () throws(SystemCallError) -> Product
        /// Written by the thread, read once it has been joined.
        private var product: Product?
        private var failure = SystemCallError("pthread_join", errno: .noSuchProcess)

        init(_ body: @escaping @Sendable () throws(SystemCallError) -> Product) {
            self.body = body
        }

        override func run() {
            do {
                product = try body()
            } catch {
                failure = error
            }
        }

        func takeProduct() throws(SystemCallError) -> Product {
            guard let product = product.take() else { throw failure }
            return product
        }
    }
}
