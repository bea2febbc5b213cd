import JSON

/// Cuts a stream of JSON objects into its lines, of which each is an object.
struct JSONLines {
    /// Of a line, in bytes.
    private static let lineLimit = 16 << 20

    private var partial: [UInt8] = []

    mutating func consume(_ bytes: UnsafeRawBufferPointer, deliver: ([UInt8]) throws -> Void) throws {
        var rest = bytes[...]
        while let newline = rest.firstIndex(of: 10) {
            partial.append(contentsOf: rest[..<newline])
            rest = rest[(newline + 1)...]
            try flush(deliver: deliver)
        }
        guard partial.count + rest.count <= Self.lineLimit else {
            throw CommandLineError(.protocolViolation, "a line of the engine's answer exceeds \(Self.lineLimit) bytes")
        }
        partial.append(contentsOf: rest)
    }

    /// The stream has ended: what has no newline is a line too.
    mutating func flush(deliver: ([UInt8]) throws -> Void) throws {
        defer { partial.removeAll(keepingCapacity: true) }
        if partial.contains(where: { $0 > 32 }) { try deliver(partial) }
    }
}

extension EngineClient {
    /// Calls, and hands on the lines of the answer as they come.
    func lines(_ request: HTTPRequest, deliver: ([UInt8]) throws -> Void) throws {
        var lines = JSONLines()
        try stream(request) { _, bytes in try lines.consume(bytes, deliver: deliver) }
        try lines.flush(deliver: deliver)
    }

    /// Calls, and hands on the objects of the answer as they come.
    func objects<Element: JSONRepresentable>(
        _ request: HTTPRequest, of type: Element.Type = Element.self, deliver: (Element) throws -> Void
    ) throws {
        try lines(request) { try deliver(try Self.decode(type, $0)) }
    }
}
