import Glibc
import Linux

/// The shim as a process of its own, which outlives the engine that started it.
enum ShimProcess {
    /// Leaves the engine's session, adopts the container's orphans, and keeps what it inherited to itself: `inherited`,
    /// and nothing else that the engine may have left open.
    static func detach(keeping inherited: [Int32]) throws(SystemCallError) {
        // It was executed by a descriptor, whose number would be its name.
        ProcessName.set("wherry-shim")
        // A shim that someone started as a leader of a session has left the engine's already.
        _ = setsid()
        try ChildSubreaper.become()
        try DescriptorRange.close(from: 3, except: inherited)
        try DescriptorRange.closeOnExec(from: 3)
    }
}
