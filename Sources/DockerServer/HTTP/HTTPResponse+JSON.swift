import FoundationEssentials
package import NIOCore
package import NIOHTTP1

extension HTTPResponse {
    /// An answer in JSON, ended by a newline as Docker's are.
    package static func json(
        _ value: some Encodable, status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:]
    ) throws -> HTTPResponse {
        var headers = headers
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        return HTTPResponse(status, headers: headers, body: .bytes(try ByteBuffer(json: value, end: "\n")))
    }

    /// A line of JSON an element, until there are no more; the head goes out at once.
    static func lines<Elements: AsyncSequence & Sendable>(
        of elements: Elements, _ wire: @escaping @Sendable (Elements.Element) -> some Encodable & Sendable
    ) -> HTTPResponse {
        HTTPResponse(
            .ok, headers: ["Content-Type": "application/json"],
            body: .stream { stream in
                for try await element in elements {
                    try await stream.write(try ByteBuffer(json: wire(element), end: "\n"))
                }
            })
    }
}

extension ByteBuffer {
    package init(json value: some Encodable, end: StaticString = "") throws {
        let encoder = JSONEncoder()
        // Sorted, so that what people read is the same every time.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        self = ByteBufferAllocator().buffer(capacity: data.count + end.utf8CodeUnitCount)
        writeBytes(data)
        writeStaticString(end)
    }
}

extension HTTPRequest {
    /// JSON bodies are small; what is larger is an archive, and streamed.
    static let largestDocument = 8 << 20

    /// The body as JSON; where there is none, as if it were `{}`.
    package func document<Value: Decodable>(_ type: Value.Type = Value.self) async throws -> Value {
        let bytes = try await body.collect(upTo: Self.largestDocument)
        let data = bytes.readableBytes == 0 ? Data("{}".utf8) : Data(bytes.readableBytesView)
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch let error as DecodingError {
            throw ServerError(.badRequest, "invalid JSON in the request's body: \(error.place)", cause: error)
        }
    }
}

extension DecodingError {
    /// Where and what, in a line.
    fileprivate var place: String {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
            "\(context.path): \(context.debugDescription)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "not a JSON document" : "\(context.path): \(context.debugDescription)"
        @unknown default: "not as expected"
        }
    }
}

extension DecodingError.Context {
    fileprivate var path: String {
        codingPath.isEmpty ? "the document" : codingPath.map(\.stringValue).joined(separator: ".")
    }
}
