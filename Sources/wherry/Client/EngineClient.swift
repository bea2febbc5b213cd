import JSON
import Linux
import SystemPackage

/// The engine's API as commands call it. One connection is kept alive and used again; calls that go on at the same
/// time, such as `wait` beside `start`, have connections of their own.
final class EngineClient {
    let address: EngineAddress
    private let launcher: EngineLauncher?
    private var idle: Connection?

    /// - Parameter launcher: starts an engine where none listens; `nil` where that is not ours to do.
    init(address: EngineAddress, launcher: EngineLauncher? = nil) {
        self.address = address
        self.launcher = launcher
    }

    /// A connection that no other call uses.
    func open() throws -> Connection {
        do {
            return try Connection(to: address)
        } catch let error as SystemCallError {
            return try recover(error)
        }
    }

    private func recover(_ error: SystemCallError) throws -> Connection {
        let isAbsent = error.errno == .noSuchFileOrDirectory || error.errno == .connectionRefused
        if isAbsent, let launcher {
            try launcher.start(for: address)
            if let connection = try? Connection(to: address) { return connection }
        }
        throw CommandLineError(
            .engineUnreachable, "cannot connect to the engine at \(address): \(error.errno)",
            hint: isAbsent ? "is wherryd running?" : nil)
    }

    // MARK: Whole answers

    /// Calls, and waits for the whole answer.
    @discardableResult
    func call(_ request: HTTPRequest) throws -> (head: HTTPResponseHead, body: [UInt8]) {
        var exchange = try begin(request)
        let head = try exchange.checkedHead()
        let body = try exchange.body()
        finish(exchange, head)
        return (head, body)
    }

    func call<Answer: JSONRepresentable>(_ request: HTTPRequest, as type: Answer.Type = Answer.self) throws -> Answer {
        let (_, body) = try call(request)
        return try Self.decode(type, body)
    }

    static func decode<Answer: JSONRepresentable>(_ type: Answer.Type, _ body: [UInt8]) throws -> Answer {
        do {
            return try Answer(json: body)
        } catch {
            throw CommandLineError(.protocolViolation, "the engine's answer is not understood", cause: error)
        }
    }

    // MARK: Streams

    /// Calls, and hands on the answer's body as it comes.
    @discardableResult
    func stream(
        _ request: HTTPRequest, deliver: (HTTPResponseHead, UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPResponseHead {
        var exchange = try begin(request)
        let head = try exchange.checkedHead()
        try exchange.receiveBody { try deliver(head, $0) }
        finish(exchange, head)
        return head
    }

    /// Sends a request on the idle connection or a new one; its answer is the caller's to read.
    func begin(_ request: HTTPRequest) throws -> HTTPExchange {
        let connection = try idle ?? open()
        idle = nil
        return try HTTPExchange(request, on: connection)
    }

    /// Gives back a connection whose answer was read to its end.
    func finish(_ exchange: HTTPExchange, _ head: HTTPResponseHead) {
        if head["connection"]?.lowercased() != "close" { idle = exchange.connection }
    }

    /// Asks for a raw stream both ways in place of HTTP (`attach`, `exec start`).
    func upgrade(_ request: HTTPRequest) throws -> HTTPExchange {
        var request = request
        request.headers += [("Connection", "Upgrade"), ("Upgrade", "tcp")]
        return try HTTPExchange(request, on: try open())
    }
}
