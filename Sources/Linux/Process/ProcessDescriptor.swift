import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// pidfds: a process by descriptor, which no other process can take over.
package enum ProcessDescriptor {
    /// pidfd_open(2). `ESRCH` is thrown when there is no such process: of one that has ended, and whose number is still
    /// its session's or its group's, kernels such as 6.1 say `EINVAL`.
    package static func open(_ pid: Int32) throws(SystemCallError) -> OwnedDescriptor {
        do {
            return OwnedDescriptor(owning: try systemCall("pidfd_open", "\(pid)") { clinux_pidfd_open(pid, 0) })
        } catch  where error.errno == .invalidArgument && pid > 0 {
            throw SystemCallError("pidfd_open", "\(pid)", errno: .noSuchProcess)
        }
    }

    /// Signal 0 only asks whether the process is there, as kill(2).
    package static func signal(_ pidfd: Int32, _ signal: Int32) throws(SystemCallError) {
        try systemCall("pidfd_send_signal", "\(signal)") { clinux_pidfd_send_signal(pidfd, signal) }
    }

    /// Waits until the process has ended.
    ///
    /// - Parameter timeout: in milliseconds; negative waits without end.
    /// - Returns: whether it has ended.
    package static func waitForEnd(_ pidfd: Int32, timeout: Int32 = -1) throws(SystemCallError) -> Bool {
        var request = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        return try systemCall("poll", "pidfd") { poll(&request, 1, timeout) } > 0
    }
}
