import Linux
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A thread of its own for work that blocks, and the result that it ends with.
final class WorkerThread<Result: Sendable>: Sendable {
    private let handle: pthread_t
    private let box: ResultBox

    private final class ResultBox: Sendable {
        let work: @Sendable () -> Result
        let result = Mutex<Result?>(nil)

        init(_ work: @escaping @Sendable () -> Result) {
            self.work = work
        }

        func run() {
            let value = work()
            result.withLock { $0 = value }
        }
    }

    init(_ work: @escaping @Sendable () -> Result) throws(SystemCallError) {
        let box = ResultBox(work)
        let start = Unmanaged.passRetained(StartBox { box.run() })
        var handle = pthread_t()
        let failure = pthread_create(&handle, nil, runStartBox, start.toOpaque())
        if failure != 0 {
            start.release()
            throw SystemCallError("pthread_create", errno: Errno(rawValue: failure))
        }
        self.handle = handle
        self.box = box
    }

    /// Waits for the thread's end. To be called exactly once.
    func join() -> Result? {
        pthread_join(handle, nil)
        return box.result.withLock { $0 }
    }
}

private final class StartBox: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func runStartBox(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<StartBox>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
