import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// One connection to the engine: blocking reads through a buffer, and whole writes.
///
/// A plain blocking socket, and not an event loop: a command has one thing to wait for, and NIO's threads and bootstrap
/// cost more than the whole start of this program (about 3 ms), which is on the path of every `run`.
final class Connection {
    /// Also the largest piece that is handed on at once: large enough that logs run at the memory's speed.
    private static let bufferSize = 256 * 1024

    private let socket: OwnedDescriptor
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    private var start = 0
    private var end = 0

    /// Takes over a connected stream socket.
    init(socket: consuming OwnedDescriptor) {
        self.socket = socket
    }

    /// The socket, for waiting on it; reading past ``buffered`` bytes is up to the caller.
    var descriptor: Int32 { socket.raw }

    /// How many bytes have been read from the socket and not been consumed.
    var buffered: Int { end - start }

    func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try send($0) }
    }

    func send(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest
            let written = try systemCall("send") {
                Glibc.send(socket.raw, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Sends what fits without waiting.
    ///
    /// - Returns: the number of bytes sent, 0 when none fits.
    func sendWithoutWaiting(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        let sent = Glibc.send(socket.raw, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        if sent >= 0 { return sent }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw SystemCallError("send", errno: Errno(rawValue: errno))
    }

    /// Ends the direction to the engine; its answers still come.
    func finishSending() {
        shutdown(socket.raw, Int32(SHUT_WR))
    }

    /// Reads once, waiting for the first byte.
    ///
    /// - Returns: false at the end of the stream.
    func fill() throws -> Bool {
        makeRoom()
        let read = try buffer.withUnsafeMutableBytes { bytes in
            let free = UnsafeMutableRawBufferPointer(rebasing: bytes[end...])
            return try systemCall("recv") { recv(socket.raw, free.baseAddress, free.count, 0) }
        }
        end += read
        return read > 0
    }

    private func makeRoom() {
        if start == end { (start, end) = (0, 0) }
        guard end == buffer.count else { return }
        if start > 0 {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
            (start, end) = (0, end - start)
        }
        if buffer.count < Self.bufferSize || end == buffer.count {
            buffer.append(contentsOf: repeatElement(0, count: max(Self.bufferSize - buffer.count, buffer.count)))
        }
    }

    /// Lends the buffered bytes, and consumes as many as `body` returns.
    func consume(_ body: (UnsafeRawBufferPointer) throws -> Int) rethrows {
        let consumed = try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
        start += min(consumed, end - start)
    }
}
