import Glibc
import Linux
import ShimProtocol
import SystemPackage

/// A client of a shim, as the engine is one; its calls block, at most 60 s.
final class ShimClient {
    let socket: OwnedDescriptor
    private var decoder = FrameDecoder()

    struct Closed: Error {}

    init(path: String) throws {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = OwnedDescriptor(owning: try systemCall("socket") { Glibc.socket(AF_UNIX, type, 0) })
        try Self.withAddress(path) { address, length in
            try systemCall("connect", path) { Glibc.connect(socket.raw, address, length) }
        }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket.raw, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        self.socket = socket
    }

    func send(_ request: ShimRequest) throws {
        try send(FrameCodec.encode(request))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            sent += try systemCall("send") {
                bytes[sent...].withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
        }
    }

    func endInput() {
        shutdown(socket.raw, Int32(SHUT_WR))
    }

    func reply() throws -> ShimReply {
        while true {
            if let reply = try decoder.next(ShimReply.self) { return reply }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = try systemCall("recv") { recv(socket.raw, &chunk, chunk.count, 0) }
            if count == 0 { throw Closed() }
            decoder.append(chunk[..<count])
        }
    }

    /// What the stream behind the reply holds until it ends, by stream.
    func output() throws -> (output: [UInt8], error: [UInt8]) {
        var result: (output: [UInt8], error: [UInt8]) = ([], [])
        try eachFrame { kind, payload in
            if kind == 1 { result.output += payload } else { result.error += payload }
        }
        return result
    }

    /// Gives the payload of each frame until the stream ends.
    func eachFrame(_ body: (_ kind: UInt8, _ payload: UnsafeRawBufferPointer) -> Void) throws {
        var pending = decoder.takeRest()
        var isBroken = false
        func takeFrames() {
            var start = 0
            pending.withUnsafeBytes { bytes in
                while bytes.count - start >= 8 {
                    let length = bytes[start + 4..<start + 8].reduce(0) { $0 << 8 | Int($1) }
                    guard bytes.count - start - 8 >= length else { break }
                    isBroken = isBroken || !(1...2).contains(bytes[start])
                    body(bytes[start], UnsafeRawBufferPointer(rebasing: bytes[start + 8..<start + 8 + length]))
                    start += 8 + length
                }
            }
            pending.removeSubrange(..<start)
        }
        try readEach(socket.raw) { chunk in
            pending.append(contentsOf: chunk)
            takeFrames()
        }
        takeFrames()
        if isBroken || !pending.isEmpty { throw Closed() }
    }

    /// The stream's bytes as they are, until it ends.
    func rest() throws -> [UInt8] {
        try decoder.takeRest() + readAll(socket.raw)
    }

    /// Some bytes of the stream, at least one unless it has ended.
    func some() throws -> [UInt8] {
        let early = decoder.takeRest()
        if !early.isEmpty { return early }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = try systemCall("recv") { recv(socket.raw, &chunk, chunk.count, 0) }
        return Array(chunk[..<count])
    }

    static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
