import CLinux

/// Carries out system calls in the kernel's place: what needs rights, or changes the caller for good, is tested by it
/// without rights and without a trace, above all the order in which it is done.
package protocol SystemCallHandler: AnyObject {
    /// - Parameters:
    ///   - call: its name.
    ///   - subject: what it is about, such as a path; may be empty.
    ///   - perform: has the kernel carry it out.
    /// - Returns: the call's result, or -1 with `errno` set.
    func handle(_ call: String, _ subject: String, perform: () -> Int64) -> Int64
}

extension SystemCallHandler {
    /// Handles the system calls that the calling thread makes in `body`.
    package func handling<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let entry = HandlerEntry(self)
        let outer = clinux_thread_handler()
        clinux_set_thread_handler(Unmanaged.passUnretained(entry).toOpaque())
        defer {
            clinux_set_thread_handler(outer)
            withExtendedLifetime(entry) {}
        }
        return try body()
    }
}

/// What the thread's pointer is to: a class of one shape, which a protocol's value is not.
private final class HandlerEntry {
    let handler: any SystemCallHandler

    init(_ handler: any SystemCallHandler) {
        self.handler = handler
    }
}

func carryOut<Result: FixedWidthInteger & SignedInteger>(
    _ call: String, _ subject: () -> String, _ body: () -> Result
) -> Result {
    guard let entry = clinux_thread_handler() else { return body() }
    let handler = Unmanaged<HandlerEntry>.fromOpaque(entry).takeUnretainedValue().handler
    return Result(truncatingIfNeeded: handler.handle(call, subject()) { Int64(body()) })
}
