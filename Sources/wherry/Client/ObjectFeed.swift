import JSON

/// A stream of JSON objects that is read as it becomes readable, beside others.
struct ObjectFeed<Element: JSONRepresentable> {
    private var exchange: HTTPExchange
    private var lines = JSONLines()
    private(set) var isEnded = false

    /// Returns once the engine has taken the request.
    init(_ request: HTTPRequest, _ client: EngineClient) throws {
        exchange = try HTTPExchange(request, on: try client.open())
        _ = try exchange.checkedHead()
    }

    /// To be polled. What came together with the head is read by ``receive()`` first.
    var descriptor: Int32 { exchange.connection.descriptor }

    var hasBuffered: Bool { exchange.connection.buffered > 0 }

    /// What has come: call it when the descriptor is readable.
    mutating func receive() throws -> [Element] {
        var objects: [Element] = []
        let isOpen = try exchange.receiveSome { bytes in
            try lines.consume(bytes) { objects.append(try EngineClient.decode(Element.self, $0)) }
        }
        if !isOpen {
            isEnded = true
            try lines.flush { objects.append(try EngineClient.decode(Element.self, $0)) }
        }
        return objects
    }
}
