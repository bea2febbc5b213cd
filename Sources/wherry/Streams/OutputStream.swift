import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// An output of this program, standard output or standard error, with a buffer.
final class OutputStream {
    private static let bufferSize = 64 * 1024

    let descriptor: Int32
    private var buffer: [UInt8] = []

    /// - Parameter descriptor: stays the caller's.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    func print(_ line: String = "") throws {
        try write(line + "\n")
    }

    func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }

    /// Small pieces are gathered; a large one goes straight out after what was gathered before.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        if bytes.count >= Self.bufferSize / 4 {
            try flush()
            try writeAll(bytes)
        } else {
            if buffer.count + bytes.count > Self.bufferSize { try flush() }
            buffer.append(contentsOf: bytes)
        }
    }

    func flush() throws {
        guard !buffer.isEmpty else { return }
        try buffer.withUnsafeBytes { try writeAll($0) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// A descriptor that others have made non-blocking is waited for.
    private func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                try awaitRoom()
            } else if errno != EINTR {
                throw SystemCallError("write", errno: Errno(rawValue: errno))
            }
        }
    }

    private func awaitRoom() throws {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        try systemCall("poll") { poll(&waiting, 1, -1) }
    }
}
