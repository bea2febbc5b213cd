package import JSON
package import NIOCore
package import NIOHTTP1

extension HTTPResponse {
    /// An answer in JSON, ended by a newline as Docker's are.
    package static func json(
        _ value: some JSONRepresentable, status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:]
    ) -> HTTPResponse {
        var headers = headers
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        return HTTPResponse(status, headers: headers, body: .bytes(ByteBuffer(json: value, end: "\n")))
    }

    /// A line of JSON an element, until there are no more; the head goes out at once.
    static func lines<Elements: AsyncSequence & Sendable>(
        of elements: Elements, _ wire: @escaping @Sendable (Elements.Element) -> some JSONRepresentable
    ) -> HTTPResponse {
        HTTPResponse(
            .ok, headers: ["Content-Type": "application/json"],
            body: .stream { stream in
                for try await element in elements {
                    try await stream.write(ByteBuffer(json: wire(element), end: "\n"))
                }
            })
    }
}

extension ByteBuffer {
    package init(json value: some JSONRepresentable, end: StaticString = "") {
        let json = value.json()
        self = ByteBufferAllocator().buffer(capacity: json.count + end.utf8CodeUnitCount)
        writeBytes(json)
        writeStaticString(end)
    }
}

extension HTTPRequest {
    /// JSON bodies are small; what is larger is an archive, and streamed.
    static let largestDocument = 8 << 20

    /// The body as JSON; where there is none, as if it were `{}`.
    package func document<Value: JSONRepresentable>(_ type: Value.Type = Value.self) async throws -> Value {
        try Value(body: try await json())
    }

    /// A body of which only some members are served.
    func document<Value: JSONRepresentable>(serving fields: ServedFields) async throws -> Value {
        let json = try await json()
        let value = try Value(body: json)
        try fields.validate(try JSONValue(body: json))
        return value
    }

    private func json() async throws -> JSONNode {
        let bytes = try await body.collect(upTo: Self.largestDocument)
        let text = bytes.readableBytes == 0 ? Array("{}".utf8) : Array(bytes.readableBytesView)
        do throws(JSONError) {
            return try JSONDocument(parsing: text).root
        } catch {
            throw ServerError(inBody: error)
        }
    }
}

extension JSONRepresentable {
    fileprivate init(body: JSONNode) throws(ServerError) {
        do { try self.init(json: body) } catch { throw ServerError(inBody: error) }
    }
}

extension ServerError {
    fileprivate init(inBody error: JSONError) {
        let place = error.place == "." ? "the document" : String(error.place.drop { $0 == "." })
        self.init(.badRequest, "invalid JSON in the request's body: \(place): \(error.message)", cause: error)
    }
}
