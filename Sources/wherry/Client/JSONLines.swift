import FoundationEssentials

/// Cuts a stream of JSON objects, each on a line of its own, and decodes them.
struct JSONLines<Element: Decodable> {
    /// Of a line, in bytes.
    private static var lineLimit: Int { 16 << 20 }

    private var partial: [UInt8] = []
    private let decoder = JSONDecoder()

    mutating func consume(_ bytes: UnsafeRawBufferPointer, deliver: (Element) throws -> Void) throws {
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
    mutating func flush(deliver: (Element) throws -> Void) throws {
        defer { partial.removeAll(keepingCapacity: true) }
        guard partial.contains(where: { $0 > 32 }) else { return }
        try deliver(try EngineClient.decode(decoder, Element.self, partial))
    }
}

extension EngineClient {
    static func decode<Answer: Decodable>(
        _ decoder: JSONDecoder, _ type: Answer.Type, _ body: [UInt8]
    ) throws -> Answer {
        do {
            return try decoder.decode(type, from: Data(body))
        } catch {
            throw CommandLineError(.protocolViolation, "the engine's answer is not understood", cause: error)
        }
    }

    /// Calls, and hands on the objects of the answer as they come.
    func lines<Element: Decodable>(
        _ request: HTTPRequest, of type: Element.Type = Element.self, deliver: (Element) throws -> Void
    ) throws {
        var lines = JSONLines<Element>()
        try stream(request) { _, bytes in try lines.consume(bytes, deliver: deliver) }
        try lines.flush(deliver: deliver)
    }
}
