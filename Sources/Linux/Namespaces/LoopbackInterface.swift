#if canImport(Glibc)
import Glibc
#endif

/// `lo` of the caller's network namespace: netdevice(7).
package enum LoopbackInterface {
    /// Without it, not even 127.0.0.1 answers.
    package static func bringUp() throws(SystemCallError) {
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let handle = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_INET, type, 0) })
        var request = ifreq()
        withUnsafeMutableBytes(of: &request.ifr_ifrn) { $0.copyBytes(from: "lo".utf8) }
        request.ifr_ifru.ifru_flags = Int16(IFF_UP | IFF_RUNNING)
        try systemCall("ioctl", "SIOCSIFFLAGS lo") { [raw = handle.raw] in ioctl(raw, UInt(SIOCSIFFLAGS), &request) }
    }
}
