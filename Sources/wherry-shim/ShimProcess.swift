import Glibc
import Linux

/// The shim as a process of its own, which outlives the engine that started it.
enum ShimProcess {
    /// Leaves the engine's session, adopts the container's orphans, and keeps what it inherited to itself.
    static func detach() throws(SystemCallError) {
        // A shim that someone started as a leader of a session has left the engine's already.
        _ = setsid()
        try ChildSubreaper.become()
        try DescriptorRange.closeOnExec(from: 3)
    }
}
