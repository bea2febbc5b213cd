import Linux

#if canImport(Glibc)
import Glibc
#endif

/// A child of the caller's that is not needed any more.
enum ChildProcess {
    /// Kills and reaps it.
    static func end(_ pid: Int32, _ pidfd: Int32) {
        try? ProcessDescriptor.signal(pidfd, SIGKILL)
        while waitpid(pid, nil, 0) == -1 && errno == EINTR {}
    }
}
