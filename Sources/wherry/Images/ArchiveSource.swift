import JSON
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// An archive that goes to the engine: a file, or standard input.
struct ArchiveSource: ~Copyable {
    private static let pieceSize = 256 * 1024

    private let file: OwnedDescriptor

    /// - Parameter path: of a file; `-` is standard input.
    init(path: String, standardInput: Int32) throws {
        file = OwnedDescriptor(owning: try Self.open(path, standardInput))
    }

    private static func open(_ path: String, _ standardInput: Int32) throws -> Int32 {
        if path == "-" {
            guard isatty(standardInput) == 0 else {
                throw CommandLineError.invalid(
                    "the archive would come from a terminal", hint: "name a file, or redirect one")
            }
            return try systemCall("fcntl") { fcntl(standardInput, F_DUPFD_CLOEXEC, 0) }
        }
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandLineError.invalid("cannot read '\(path)': \(Errno(rawValue: errno))")
        }
        return descriptor
    }

    /// Sends the archive in chunks as the request's body, and hands on the messages of the answer.
    func upload<Message: JSONRepresentable>(
        _ request: HTTPRequest, to client: EngineClient, deliver: (Message) throws -> Void
    ) throws {
        var request = request
        request.isChunked = true
        var exchange = try client.begin(request)
        try send(on: exchange.connection)
        let head = try exchange.checkedHead()
        var lines = JSONLines()
        try exchange.receiveBody { bytes in
            try lines.consume(bytes) { try deliver(try EngineClient.decode(Message.self, $0)) }
        }
        try lines.flush { try deliver(try EngineClient.decode(Message.self, $0)) }
        client.finish(exchange, head)
    }

    /// An engine that refuses the archive stops reading, and its answer tells why.
    private func send(on connection: Connection) throws {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        do {
            while true {
                let count = try read(into: &buffer)
                try connection.send(Array("\(String(count, radix: 16))\r\n".utf8))
                try buffer.withUnsafeBytes { try connection.send(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                try connection.send([13, 10])
                if count == 0 { return }
            }
        } catch let error as SystemCallError where error.errno == .brokenPipe || error.errno == .connectionReset {
            return
        }
    }

    private func read(into buffer: inout [UInt8]) throws -> Int {
        let raw = file.raw
        return try systemCall("read") { Glibc.read(raw, &buffer, buffer.count) }
    }
}
