/// Finds a response body's bytes in the stream: a known length, chunks, or all up to the end (RFC 9112, section 6.3).
struct HTTPBodyDecoder {
    private enum State: Equatable {
        case fixed(left: Int)
        case untilEnd
        case chunkSize(line: [UInt8])
        case chunk(left: Int)
        case chunkEnd(left: Int)
        case trailer(line: [UInt8], size: Int)
        case done
    }

    /// Of a chunk's size line, and of all trailers together, in bytes.
    private static let lineLimit = 4096

    private var state: State

    init(_ head: HTTPResponseHead, answering method: HTTPRequest.Method) throws {
        if method == .head || head.status < 200 || head.status == 204 || head.status == 304 {
            state = .done
        } else if let encoding = head["transfer-encoding"] {
            guard encoding.lowercased() == "chunked" else { throw HTTPResponseHead.violation("encoding '\(encoding)'") }
            state = .chunkSize(line: [])
        } else if let text = head["content-length"] {
            guard let length = Int(text), length >= 0 else { throw HTTPResponseHead.violation("length '\(text)'") }
            state = length == 0 ? .done : .fixed(left: length)
        } else {
            state = .untilEnd
        }
    }

    var isDone: Bool { state == .done }

    /// Takes bytes of the stream, and gives `deliver` those of the body.
    ///
    /// - Returns: how many bytes belonged to this response.
    mutating func decode(
        _ bytes: UnsafeRawBufferPointer, deliver: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        var index = 0
        while index < bytes.count, state != .done {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[index...])
            index += try step(rest, deliver: deliver)
        }
        return index
    }

    /// The stream has ended.
    mutating func finish() throws {
        guard state == .untilEnd || state == .done else {
            throw CommandLineError(.protocolViolation, "the engine broke off in the middle of its answer")
        }
        state = .done
    }

    private mutating func step(
        _ rest: UnsafeRawBufferPointer, deliver: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        switch state {
        case .fixed(let left):
            let taken = try take(left, of: rest, deliver)
            state = taken == left ? .done : .fixed(left: left - taken)
            return taken
        case .chunk(let left):
            let taken = try take(left, of: rest, deliver)
            state = taken == left ? .chunkEnd(left: 2) : .chunk(left: left - taken)
            return taken
        case .untilEnd:
            try deliver(rest)
            return rest.count
        case .chunkSize(let line): try sizeLine(line, rest[0])
        case .chunkEnd(let left): try chunkEnd(left, rest[0])
        case .trailer(let line, let size): try trailer(line, size, rest[0])
        case .done: return 0
        }
        return 1
    }

    private func take(
        _ left: Int, of rest: UnsafeRawBufferPointer, _ deliver: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        let count = min(left, rest.count)
        try deliver(UnsafeRawBufferPointer(rebasing: rest[..<count]))
        return count
    }

    private mutating func sizeLine(_ line: [UInt8], _ byte: UInt8) throws {
        guard byte == 10 else {
            guard line.count < Self.lineLimit else {
                throw HTTPResponseHead.violation("a chunk's size line has no end")
            }
            state = .chunkSize(line: line + [byte])
            return
        }
        let digits = line.prefix { $0 != 13 && $0 != UInt8(ascii: ";") }
        let text = String(decoding: digits, as: UTF8.self)
        guard line.last == 13, let size = Int(text, radix: 16), size >= 0, digits.first != UInt8(ascii: "+") else {
            throw HTTPResponseHead.violation("chunk size '\(text.prefix(40))'")
        }
        state = size == 0 ? .trailer(line: [], size: 0) : .chunk(left: size)
    }

    private mutating func chunkEnd(_ left: Int, _ byte: UInt8) throws {
        guard byte == (left == 2 ? 13 : 10) else { throw HTTPResponseHead.violation("a chunk is longer than its size") }
        state = left == 2 ? .chunkEnd(left: 1) : .chunkSize(line: [])
    }

    private mutating func trailer(_ line: [UInt8], _ size: Int, _ byte: UInt8) throws {
        guard size < Self.lineLimit else { throw HTTPResponseHead.violation("trailers exceed \(Self.lineLimit) bytes") }
        if byte != 10 {
            state = .trailer(line: line + [byte], size: size + 1)
        } else {
            state = line == [13] ? .done : .trailer(line: [], size: size + 1)
        }
    }
}
