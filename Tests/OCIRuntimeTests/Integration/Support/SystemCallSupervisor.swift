import Glibc
import Linux
import SystemPackage
import Testing

/// Who answers for the kernel: seccomp_unotify(2).
final class SystemCallSupervisor {
    private let socket: ConsoleSocket
    var path: String { socket.path }

    init(in directory: String) throws { socket = try ConsoleSocket(in: directory) }

    private static let receive: UInt = 0xc050_2100
    private static let send: UInt = 0xc018_2101

    /// Waits for a process, and refuses its next system call that is told of, with ENOSPC.
    ///
    /// - Returns: what was said of the process.
    func refuseOne() throws -> String {
        let (text, descriptor) = try socket.receiveMessage()
        let listener = OwnedDescriptor(owning: descriptor)
        var request = pollfd(fd: listener.raw, events: Int16(POLLIN), revents: 0)
        try #require(poll(&request, 1, 20_000) > 0, "no system call is told of")
        var notification = [UInt8](repeating: 0, count: 80)
        try systemCall("ioctl", "SECCOMP_IOCTL_NOTIF_RECV") { ioctl(listener.raw, Self.receive, &notification) }
        var answer = [UInt8](repeating: 0, count: 24)
        answer.replaceSubrange(0..<8, with: notification[0..<8])
        withUnsafeBytes(of: -Int32(ENOSPC)) { answer.replaceSubrange(16..<20, with: $0) }
        try systemCall("ioctl", "SECCOMP_IOCTL_NOTIF_SEND") { ioctl(listener.raw, Self.send, &answer) }
        return text
    }
}
