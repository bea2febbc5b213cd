/// A request that was sent on a connection, and the answer that comes.
struct HTTPExchange {
    let connection: Connection
    private let method: HTTPRequest.Method
    private var decoder: HTTPBodyDecoder?

    /// Sends the request; waits for nothing.
    init(_ request: HTTPRequest, on connection: Connection) throws {
        guard !request.path.lacksName else { throw CommandLineError.invalid("a name is empty") }
        self.connection = connection
        method = request.method
        try connection.send(request.encoded)
    }

    /// Waits for the head of the answer; interim heads (100) are passed over.
    mutating func receiveHead() throws -> HTTPResponseHead {
        while true {
            var parsed: HTTPResponseHead?
            try connection.consume { bytes in
                guard let (head, size) = try HTTPResponseHead.parse(bytes) else { return 0 }
                parsed = head
                return size
            }
            if let head = parsed, head.status != 100 {
                decoder = try HTTPBodyDecoder(head, answering: method)
                return head
            }
            if parsed == nil, try !connection.fill() {
                throw CommandLineError(.protocolViolation, "the engine closed the connection without an answer")
            }
        }
    }

    /// Hands on the body as it comes, up to its end.
    mutating func receiveBody(_ deliver: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard var decoder else { return }
        while !decoder.isDone {
            try connection.consume { try decoder.decode($0, deliver: deliver) }
            if decoder.isDone { break }
            if try !connection.fill() { try decoder.finish() }
        }
        self.decoder = decoder
    }

    /// Reads once, and hands on what has come of the body.
    ///
    /// - Returns: false at the body's end.
    mutating func receiveSome(_ deliver: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        guard var decoder, !decoder.isDone else { return false }
        let isOpen = connection.buffered > 0 ? true : try connection.fill()
        try connection.consume { try decoder.decode($0, deliver: deliver) }
        if !isOpen { try decoder.finish() }
        self.decoder = decoder
        return !decoder.isDone
    }

    /// The whole body.
    ///
    /// - Parameter limit: in bytes; an answer that is longer is refused.
    mutating func body(limit: Int = 64 << 20) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try receiveBody { piece in
            guard bytes.count + piece.count <= limit else {
                throw CommandLineError(.protocolViolation, "the engine's answer exceeds \(limit) bytes")
            }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }

    /// Throws what the engine says, where it refused.
    mutating func checkedHead() throws -> HTTPResponseHead {
        let head = try receiveHead()
        guard head.status >= 400 else { return head }
        throw CommandLineError(.refused(status: head.status), EngineMessage.text(try body(limit: 1 << 20), head))
    }
}
