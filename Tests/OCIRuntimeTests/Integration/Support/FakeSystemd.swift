import Glibc
import Linux
import Synchronization
import SystemPackage

@testable import Cgroups

/// A message bus with systemd's manager on it, which does nothing but answer: this machine need not run systemd.
///
/// `@unchecked`: what changes is behind a lock.
final class FakeSystemd: @unchecked Sendable {
    struct Call: Sendable {
        let member: String
        let body: [BusValue]
    }

    let path: String
    private let listener: Int32
    private let calls = Mutex<[Call]>([])
    /// How jobs end.
    private let result: String

    init(in directory: String, jobsEndAs result: String = "done") throws {
        path = "\(directory)/bus"
        self.result = result
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let listener = try systemCall("socket") { socket(AF_UNIX, type, 0) }
        self.listener = listener
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try systemCall("bind", path) {
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        try systemCall("listen", path) { listen(listener, 8) }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<FakeSystemd>.fromOpaque(argument).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    /// To be called last: connections are refused from here on.
    func end() { shutdown(listener, Int32(SHUT_RDWR)) }

    deinit { close(listener) }

    /// The manager's calls so far, without those of the bus itself.
    var received: [Call] { calls.withLock { $0 } }

    func body(of member: String) -> [BusValue]? { received.last { $0.member == member }?.body }

    /// The properties that a unit was started or changed with, by name.
    func properties(of member: String) -> [String: BusValue] {
        var properties: [String: BusValue] = [:]
        guard let body = body(of: member), body.count >= 3, case .array(_, let list) = body[2] else { return [:] }
        for case .structure(let pair) in list {
            if case .variant(let value) = pair[1] { properties[pair[0].text ?? ""] = value }
        }
        return properties
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            talk(OwnedDescriptor(owning: connection))
        }
    }

    private func talk(_ connection: consuming OwnedDescriptor) {
        guard line(connection.raw)?.hasPrefix("\0AUTH EXTERNAL ") == true else { return }
        try? connection.write("OK 1234deadbeef\r\n".utf8)
        guard line(connection.raw) == "BEGIN" else { return }
        while let header = bytes(BusMessage.headerSize, connection.raw), let size = BusMessage.size(header),
            let rest = bytes(size - header.count, connection.raw), let message = BusMessage(header + rest)
        {
            answer(message, connection.raw)
        }
    }

    private func answer(_ message: BusMessage, _ raw: Int32) {
        let member = message.fields[.member]?.text ?? ""
        if message.fields[.destination]?.text != "org.freedesktop.DBus" {
            calls.withLock { $0.append(Call(member: member, body: message.body)) }
        }
        let isJob = ["StartTransientUnit", "StopUnit"].contains(member)
        let job = BusValue.objectPath("/org/freedesktop/systemd1/job/7")
        if isJob {
            // Someone else's job ends first.
            for path in ["/org/freedesktop/systemd1/job/6", "/org/freedesktop/systemd1/job/7"] {
                let body: [BusValue] = [
                    .uint32(7), .objectPath(path), message.body[0], .string(path.hasSuffix("7") ? result : "failed"),
                ]
                send(BusMessage(.signal, [.member: .string("JobRemoved")], body), raw)
            }
        }
        send(BusMessage(.reply, [.replySerial: .uint32(message.serial)], isJob ? [job] : []), raw)
    }

    private func send(_ message: BusMessage, _ raw: Int32) {
        let bytes = message.bytes
        _ = Glibc.send(raw, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private func bytes(_ count: Int, _ raw: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = count == 0 ? 0 : recv(raw, &bytes, count, Int32(MSG_WAITALL))
        return got == count ? bytes : nil
    }

    private func line(_ raw: Int32) -> String? {
        var line: [UInt8] = []
        while let byte = bytes(1, raw) {
            line += byte
            if line.suffix(2) == [13, 10] { return String(decoding: line.dropLast(2), as: UTF8.self) }
        }
        return nil
    }
}
