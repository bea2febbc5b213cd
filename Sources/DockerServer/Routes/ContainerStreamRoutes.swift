import DockerAPI
import Engine
import NIOCore
import NIOHTTP1
import ShimProtocol

/// `/containers/{id}`: `wait`, `attach`, `logs` and `stats`, whose answers last.
struct ContainerStreamRoutes: Sendable {
    let containers: ContainerService

    func add(to router: inout Router) {
        router.on(.POST, "/containers/{id}/wait", query: ["condition"], wait)
        router.on(
            .POST, "/containers/{id}/attach", query: ["detachKeys", "logs", "stderr", "stdin", "stdout", "stream"],
            attach)
        router.on(
            .GET, "/containers/{id}/logs",
            query: ["details", "follow", "since", "stderr", "stdout", "tail", "timestamps", "until"], logs)
        // Which it takes depends on the API's version.
        router.on(.GET, "/containers/{id}/stats", query: nil, stats)
    }

    /// The head goes out at once: a client that has seen it may start the container and misses no exit.
    private func wait(_ request: HTTPRequest) async throws -> HTTPResponse {
        let condition: WaitCondition
        switch request.query["condition"] ?? "" {
        case "", "not-running": condition = .notRunning
        case "next-exit": condition = .nextExit
        case "removed": condition = .removed
        case let other: throw ServerError(.badRequest, "invalid condition: \"\(other)\"")
        }
        let pending = try await containers.wait(request.parameter("id"), for: condition)
        return HTTPResponse(
            .ok, headers: ["Content-Type": "application/json"],
            body: .stream { stream in
                guard let status = await pending.status() else { throw CancellationError() }
                var response = ContainerWaitResponse()
                response.statusCode = Int(status.code)
                try await stream.write(ByteBuffer(json: response, end: "\n"))
            })
    }

    private func attach(_ request: HTTPRequest) async throws -> HTTPResponse {
        let query = request.query
        if query.flag("logs") {
            throw ServerError(.notImplemented, "attach with logs=1 is not supported: read the logs, then attach")
        }
        guard query.flag("stream") else {
            throw ServerError(.badRequest, "Bad parameters: you must choose at least one stream: give stream=1")
        }
        let keys = try query["detachKeys"]?.nonEmpty.map(DetachKeys.init(parsing:)) ?? .standard
        let streams = AttachedStreams(
            input: query.flag("stdin"), output: query.flag("stdout"), error: query.flag("stderr"))
        let stream = try await containers.attach(request.parameter("id"), streams, on: request.eventLoop)
        return .raw(stream, detachKeys: keys, for: request)
    }

    private func logs(_ request: HTTPRequest) async throws -> HTTPResponse {
        let id = try request.parameter("id")
        guard request.query.flag("stdout") || request.query.flag("stderr") else {
            throw ServerError(.badRequest, "Bad parameters: you must choose at least one stream")
        }
        let terminal = try await containers.inspect(id).record.configuration.terminal
        let log = try await containers.logs(id, LogOptions(request.query))
        return HTTPResponse(
            .ok, headers: ["Content-Type": StreamType.of(terminal: terminal, request)],
            body: .stream { stream in
                for try await lines in log { try await stream.write(lines) }
            })
    }

    private func stats(_ request: HTTPRequest) async throws -> HTTPResponse {
        let id = try request.parameter("id")
        switch try StatisticsMode(request.query, version: request.version) {
        case .stream: return .lines(of: try await containers.statisticsStream(id)) { $0.wire }
        case .once(let compared): return .json(try await containers.statistics(id, compared: compared).wire)
        }
    }
}

/// Docker's names for what a stream carries.
enum StreamType {
    static let raw = "application/vnd.docker.raw-stream"
    static let multiplexed = "application/vnd.docker.multiplexed-stream"

    /// - Parameter terminal: whose bytes come as they are.
    static func of(terminal: Bool, _ request: HTTPRequest) -> String {
        terminal || request.version < APIVersion(major: 1, minor: 42) ? raw : multiplexed
    }
}

extension HTTPResponse {
    /// Gives the connection to `stream`: with 101 where the client asks for an upgrade, else behind a 200.
    static func raw(_ stream: ContainerStream, detachKeys: DetachKeys?, for request: HTTPRequest) -> HTTPResponse {
        takingOver(.raw(.relay(stream, detachKeys: detachKeys)), terminal: stream.terminal, for: request)
    }

    static func takingOver(_ body: Body, terminal: Bool, for request: HTTPRequest) -> HTTPResponse {
        let type = request.asksForUpgrade ? StreamType.of(terminal: terminal, request) : StreamType.raw
        var response = HTTPResponse(.ok, headers: ["Content-Type": type], body: body)
        if request.asksForUpgrade {
            response.status = .custom(code: 101, reasonPhrase: "UPGRADED")
            response.headers.add(contentsOf: ["Connection": "Upgrade", "Upgrade": "tcp"])
        }
        return response
    }
}

extension HTTPResponse.RawStream {
    /// - Parameter detachKeys: for a terminal; other streams carry any bytes.
    static func relay(_ stream: ContainerStream, detachKeys: DetachKeys?) -> HTTPResponse.RawStream {
        .relay(stream.channel, detachKeys: stream.terminal ? detachKeys : nil, remainder: { stream.remainder() })
    }
}

extension LogOptions {
    init(_ query: Query) throws(ServerError) {
        self.init()
        output = query.flag("stdout")
        error = query.flag("stderr")
        follow = query.flag("follow")
        timestamps = query.flag("timestamps")
        details = query.flag("details")
        // 0 is no bound, as clients send it for one that was not given.
        since = try query.time("since").flatMap { $0 == 0 ? nil : $0 }
        until = try query.time("until").flatMap { $0 == 0 ? nil : $0 }
        // As Docker reads it: what is no number of lines is all of them.
        if let lines = query["tail"].flatMap({ Int($0) }), lines >= 0 { tail = lines }
    }
}
