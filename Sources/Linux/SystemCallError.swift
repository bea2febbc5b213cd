package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A system call that the kernel refused: which call, on what, and why.
package struct SystemCallError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The call's name as in section 2 of the manual, such as `openat2`.
    package let call: String
    /// What it was asked for: a path, a device name, an option. Empty where nothing names it better.
    package let subject: String
    package let errno: Errno

    package init(_ call: String, _ subject: String = "", errno: Errno) {
        self.call = call
        self.subject = subject
        self.errno = errno
    }

    package var description: String {
        subject.isEmpty ? "\(call): \(errno)" : "\(call) \(subject): \(errno)"
    }
}

/// Runs a system call that answers -1 on failure, again when a signal interrupted it. Those of a thread that has a
/// ``SystemCallHandler`` go through that.
///
/// - Returns: the call's result, never negative.
@discardableResult
package func systemCall<Result: FixedWidthInteger & SignedInteger>(
    _ call: String, _ subject: @autoclosure () -> String = "", _ body: () -> Result
) throws(SystemCallError) -> Result {
    while true {
        let result = carryOut(call, subject, body)
        if result >= 0 { return result }
        let reason = Errno(rawValue: errno)
        if reason != .interrupted { throw SystemCallError(call, subject(), errno: reason) }
    }
}
