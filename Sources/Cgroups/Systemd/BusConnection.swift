import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A connection to a D-Bus message bus, as who the caller is.
final class BusConnection {
    private let socket: OwnedDescriptor
    private var serial: UInt32 = 0
    /// Signals that came while a reply was waited for.
    private var signals: [BusMessage] = []
    private let end = ContinuousClock.now + .seconds(30)

    /// - Parameter path: of the bus's unix socket.
    init(path: String) throws(CgroupError) {
        do {
            socket = try StreamSocket.connect(to: path)
        } catch {
            throw CgroupError("systemd's D-Bus at \(path)", error)
        }
        try authenticate()
        _ = try call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")
    }

    /// "Authentication Protocol": the kernel tells the bus who connects.
    private func authenticate() throws(CgroupError) {
        let user = "\(geteuid())".utf8.map { String($0, radix: 16) }.joined()
        try send(Array("\0AUTH EXTERNAL \(user)\r\n".utf8))
        var answer: [UInt8] = []
        while !answer.ends(with: "\r\n"), answer.count < 4096 { answer += try receive(1) }
        guard answer.starts(with: Array("OK ".utf8)) else {
            throw CgroupError(.system, "systemd's D-Bus: \(String(decoding: answer, as: UTF8.self))")
        }
        try send(Array("BEGIN\r\n".utf8))
    }

    /// - Throws: the error that the other side answers, by its name.
    func call(
        _ destination: String, _ path: String, _ interface: String, _ member: String, _ body: [BusValue] = []
    ) throws(CgroupError) -> [BusValue] {
        serial += 1
        var message = BusMessage(
            .call,
            [
                .destination: .string(destination), .path: .objectPath(path), .interface: .string(interface),
                .member: .string(member),
            ], body)
        message.serial = serial
        try send(message.bytes)
        while true {
            let answer = try next()
            if answer.kind == .signal { signals.append(answer) }
            guard case .uint32(serial) = answer.fields[.replySerial] else { continue }
            guard answer.kind == .error else { return answer.body }
            let name = answer.fields[.errorName]?.text ?? "an error"
            throw CgroupError(.system, "systemd: \(member): \(name): \(answer.body.first?.text ?? "")")
        }
    }

    /// The first signal of that name which `body` takes.
    func waitForSignal<Result>(
        _ member: String, _ body: ([BusValue]) -> Result?
    ) throws(CgroupError) -> Result {
        while true {
            let signal = signals.isEmpty ? try next() : signals.removeFirst()
            guard signal.kind == .signal, signal.fields[.member]?.text == member else { continue }
            if let result = body(signal.body) { return result }
        }
    }

    private func next() throws(CgroupError) -> BusMessage {
        let header = try receive(BusMessage.headerSize)
        guard let size = BusMessage.size(header), let message = BusMessage(header + (try receive(size - header.count)))
        else { throw CgroupError(.system, "systemd's D-Bus: a message that is none") }
        return message
    }

    private func send(_ bytes: [UInt8]) throws(CgroupError) {
        do { try socket.write(bytes) } catch { throw CgroupError("systemd's D-Bus", error) }
    }

    private func receive(_ count: Int) throws(CgroupError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        do throws(SystemCallError) {
            while filled < count {
                try waitUntilReadable()
                let got = try systemCall("read", "D-Bus") { [raw = socket.raw] in
                    bytes.withUnsafeMutableBytes { read(raw, $0.baseAddress?.advanced(by: filled), count - filled) }
                }
                guard got > 0 else { throw SystemCallError("read", "D-Bus", errno: .connectionReset) }
                filled += got
            }
        } catch {
            throw CgroupError("systemd's D-Bus", error)
        }
        return bytes
    }

    private func waitUntilReadable() throws(SystemCallError) {
        let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
        var request = pollfd(fd: socket.raw, events: Int16(POLLIN), revents: 0)
        guard try systemCall("poll", "D-Bus", { poll(&request, 1, Int32(max(left.rounded(.up), 0))) }) > 0 else {
            throw SystemCallError("poll", "D-Bus", errno: .timedOut)
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
