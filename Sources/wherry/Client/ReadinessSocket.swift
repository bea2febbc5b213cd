import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A socket on which a program tells that it is ready, by the protocol of sd_notify(3).
struct ReadinessSocket: ~Copyable {
    private let socket: OwnedDescriptor
    /// For the program's `NOTIFY_SOCKET`: an abstract address, which the kernel chose (unix(7), autobind).
    let address: String

    init() throws {
        let (socket, address) = try Self.bound()
        self.socket = OwnedDescriptor(owning: socket)
        self.address = address
    }

    private static func bound() throws -> (socket: Int32, address: String) {
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = try systemCall("socket") { Glibc.socket(AF_UNIX, type, 0) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var length = socklen_t(MemoryLayout<sa_family_t>.size)
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                try systemCall("bind") { bind(descriptor, generic, length) }
                length = socklen_t(MemoryLayout<sockaddr_un>.size)
                try systemCall("getsockname") { getsockname(descriptor, generic, &length) }
            }
        }
        let name = withUnsafeBytes(of: address.sun_path) { path in
            // The name follows a NUL, and is as long as the address says.
            String(decoding: path[1..<max(1, Int(length) - MemoryLayout<sa_family_t>.size)], as: UTF8.self)
        }
        return (descriptor, "@\(name)")
    }

    /// Waits until the program is ready or has ended.
    ///
    /// - Parameter program: a pidfd of the process that was told of ``address``.
    /// - Returns: whether it is ready.
    func wait(for program: borrowing OwnedDescriptor) throws -> Bool {
        while true {
            var waiting = [
                pollfd(fd: socket.raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: program.raw, events: Int16(POLLIN), revents: 0),
            ]
            try systemCall("poll") { poll(&waiting, nfds_t(waiting.count), -1) }
            if waiting[0].revents != 0 {
                if try receive().split(separator: "\n").contains("READY=1") { return true }
            } else if waiting[1].revents != 0 {
                return false
            }
        }
    }

    private func receive() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let raw = socket.raw
        let count = try systemCall("recv") { recv(raw, &bytes, bytes.count, 0) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
