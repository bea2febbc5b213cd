#if canImport(Glibc)
import Glibc
#endif

/// setsid(2).
package enum ProcessSession {
    /// The caller leads a new session, without a terminal.
    package static func begin() throws(SystemCallError) {
        try systemCall("setsid") { setsid() }
    }
}
