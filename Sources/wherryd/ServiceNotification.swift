import Glibc
import Linux

/// Tells systemd how far we are: sd_notify(3).
enum ServiceNotification {
    /// - Parameter socketPath: `NOTIFY_SOCKET`; `nil` where systemd did not start us. `@` begins an abstract address.
    static func send(_ state: String, to socketPath: String?) {
        guard let socketPath, let first = socketPath.utf8.first, [UInt8(ascii: "/"), UInt8(ascii: "@")].contains(first)
        else { return }
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard let descriptor = try? systemCall("socket", "", { socket(AF_UNIX, kind, 0) }) else { return }
        let notifier = OwnedDescriptor(owning: descriptor)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(socketPath.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        if first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        // An abstract address is as long as its name; one in the file system ends with a NUL.
        let end = bytes[0] == 0 ? bytes.count : bytes.count + 1
        let length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + end } ?? 0)
        let message = Array(state.utf8)
        let raw = notifier.raw
        let noSignal = Int32(truncatingIfNeeded: MSG_NOSIGNAL)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(raw, message, message.count, noSignal, $0, length)
            }
        }
    }
}
