import Glibc
import Linux

/// Waits for children: those that were started and, the shim being a subreaper, orphans of the container's.
enum ChildReaper {
    struct Exit {
        let pid: Int32
        /// The exit code, or 128 + the signal that ended it.
        let code: Int32
    }

    /// __WALL of waitpid(2): children also that tell their end by another signal than SIGCHLD.
    private static let all: Int32 = 0x4000_0000

    /// A child that has ended and is waited for with this; `nil` when there is none now.
    static func next() -> Exit? {
        var status: Int32 = 0
        while true {
            let pid = waitpid(-1, &status, WNOHANG | all)
            if pid > 0 { return Exit(pid: pid, code: code(status)) }
            if pid == 0 || errno != EINTR { return nil }
        }
    }

    /// Waits for one child, and blocks for it.
    static func wait(for pid: Int32) throws(SystemCallError) -> Int32 {
        var status: Int32 = 0
        try systemCall("waitpid", "process \(pid)") { waitpid(pid, &status, all) }
        return code(status)
    }

    /// As the macros of waitpid(2) read it.
    private static func code(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
