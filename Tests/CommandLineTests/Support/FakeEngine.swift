import Linux
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// An engine with a script: it answers each request on a unix socket with what the script says, and keeps the requests.
final class FakeEngine: Sendable {
    struct Request: Equatable, Sendable {
        let line: String
        let headers: String
        let body: String
    }

    /// What to answer, as bytes of HTTP; after it the connection is closed where `closes`.
    struct Answer: Sendable {
        var bytes: [UInt8]
        var closes = false

        static func json(_ body: String, status: String = "200 OK") -> Answer {
            Answer(bytes: Array("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
        }

        static func stream(_ body: [UInt8], type: String = "application/json") -> Answer {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nTransfer-Encoding: chunked\r\n\r\n"
            let size = String(body.count, radix: 16)
            return Answer(bytes: Array("\(head)\(size)\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8))
        }

        static func upgrade(_ stream: [UInt8]) -> Answer {
            let head = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
            return Answer(bytes: Array(head.utf8) + stream, closes: true)
        }

        static let nothing = Answer(bytes: Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))
    }

    let path: String
    private let listener: Int32
    private let script: @Sendable (String) -> Answer
    private let recorded = Mutex<[Request]>([])

    /// - Parameter script: from the request's line, such as `GET /v1.51/info`, to the answer.
    init(_ script: @escaping @Sendable (String) -> Answer) throws {
        var template = Array("/tmp/wherry-fake.XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) + "/socket"
        self.script = script
        listener = try Self.listen(path)
        var thread = pthread_t()
        let state = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { state in
                guard let state else { return nil }
                Unmanaged<FakeEngine>.fromOpaque(state).takeRetainedValue().acceptAll()
                return nil
            }, state)
        pthread_detach(thread)
    }

    var requests: [Request] { recorded.withLock { $0 } }

    /// Ends it: the thread leaves when the listener does.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
        rmdir(String(path.dropLast("/socket".count)))
    }

    private static func listen(_ path: String) throws -> Int32 {
        let descriptor = try systemCall("socket") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try withUnsafePointer(to: address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = try systemCall("bind") { bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_un>.size)) }
            }
        }
        try systemCall("listen") { Glibc.listen(descriptor, 16) }
        return descriptor
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            var thread = pthread_t()
            let state = Unmanaged.passRetained(Served(engine: self, connection: connection)).toOpaque()
            pthread_create(
                &thread, nil,
                { state in
                    guard let state else { return nil }
                    Unmanaged<Served>.fromOpaque(state).takeRetainedValue().serve()
                    return nil
                }, state)
            pthread_detach(thread)
        }
        close(listener)
    }

    /// One connection, and the thread that serves it.
    private final class Served {
        private let engine: FakeEngine
        private let connection: Int32
        private var bytes: [UInt8] = []

        init(engine: FakeEngine, connection: Int32) {
            self.engine = engine
            self.connection = connection
        }

        func serve() {
            defer { close(connection) }
            while let request = receive() {
                engine.recorded.withLock { $0.append(request) }
                let answer = engine.script(request.line)
                _ = answer.bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if answer.closes { return hangUp() }
            }
        }

        /// Ends its side and takes what the client still sends: closed with bytes unread, a connection is reset.
        private func hangUp() {
            shutdown(connection, Int32(SHUT_WR))
            var piece = [UInt8](repeating: 0, count: 4096)
            while recv(connection, &piece, piece.count, 0) > 0 {}
        }

        private func receive() -> Request? {
            while true {
                let text = String(decoding: bytes, as: UTF8.self)
                if let end = text.firstRange(of: "\r\n\r\n") {
                    let head = String(text[..<end.lowerBound])
                    let body = String(text[end.upperBound...])
                    if isWhole(head, body) {
                        bytes = []
                        return request(head, body)
                    }
                }
                var piece = [UInt8](repeating: 0, count: 65_536)
                let count = recv(connection, &piece, piece.count, 0)
                guard count > 0 else { return nil }
                bytes += piece.prefix(count)
            }
        }

        private func isWhole(_ head: String, _ body: String) -> Bool {
            if head.contains("Transfer-Encoding: chunked") { return body.hasSuffix("0\r\n\r\n") }
            guard let range = head.firstRange(of: "Content-Length: ") else { return true }
            let length = Int(head[range.upperBound...].prefix { $0.isNumber }) ?? 0
            return body.utf8.count >= length
        }

        private func request(_ head: String, _ body: String) -> Request {
            let lines = head.split(separator: "\r\n", maxSplits: 1).map(String.init)
            let line = lines[0].split(separator: " ").prefix(2).joined(separator: " ")
            return Request(line: line, headers: lines.count > 1 ? lines[1] : "", body: body)
        }
    }
}
