import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Runs a system call that answers -1 on failure, again when a signal interrupted it.
@discardableResult
func storageCall<Result: FixedWidthInteger & SignedInteger>(
    _ call: String, _ subject: @autoclosure () -> String, _ body: () -> Result
) throws(SnapshotError) -> Result {
    do {
        return try systemCall(call, subject(), body)
    } catch {
        throw SnapshotError(error)
    }
}

extension SnapshotError {
    /// The reason that `errno` holds. To be made right after the call that failed.
    static func last(_ call: String, _ subject: String) -> SnapshotError {
        SnapshotError(SystemCallError(call, subject, errno: Errno(rawValue: errno)))
    }
}
