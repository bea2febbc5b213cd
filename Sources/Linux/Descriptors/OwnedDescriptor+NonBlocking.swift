#if canImport(Glibc)
import Glibc
#endif

extension OwnedDescriptor {
    /// Makes reads and writes fail with `EAGAIN` in place of blocking, for everyone who shares the open file.
    package borrowing func setNonBlocking() throws(SystemCallError) {
        let raw = self.raw
        let flags = try systemCall("fcntl", "descriptor \(raw)") { fcntl(raw, F_GETFL) }
        try systemCall("fcntl", "descriptor \(raw)") { fcntl(raw, F_SETFL, flags | O_NONBLOCK) }
    }
}
