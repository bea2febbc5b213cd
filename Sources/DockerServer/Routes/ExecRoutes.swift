import DockerAPI
import Engine
import NIOCore
import NIOHTTP1
import ShimProtocol

/// `/containers/{id}/exec` and `/exec`.
struct ExecRoutes: Sendable {
    let containers: ContainerService

    func add(to router: inout Router) {
        router.on(.POST, "/containers/{id}/exec", create)
        router.on(.POST, "/exec/{id}/start", start)
        router.on(.POST, "/exec/{id}/resize", query: ["h", "w"], resize)
        router.on(.GET, "/exec/{id}/json", inspect)
    }

    private func create(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body: ExecCreateRequest = try await request.document(serving: .execCreation)
        var response = ExecCreateResponse()
        response.id = try await containers.createExec(request.parameter("id"), ExecConfiguration(body))
        return .json(response, status: .created)
    }

    private func start(_ request: HTTPRequest) async throws -> HTTPResponse {
        let id = try request.parameter("id")
        let body: ExecStartRequest = try await request.document()
        let details = try await containers.inspectExec(id)
        let size = try TerminalSize(body.consoleSize)
        if body.detach {
            _ = try await containers.startExec(id, on: nil, columns: size.columns, rows: size.rows)
            return HTTPResponse(.ok)
        }
        guard !details.running, details.exit == nil else {
            throw ServerError(.conflict, "exec \(id) has already run")
        }
        let terminal = details.configuration.terminal
        let keys = try details.configuration.detachKeys?.nonEmpty.map(DetachKeys.init(parsing:)) ?? .standard
        // As dockerd: the head, then the start. Docker's library for Python loses the output that comes with the head.
        let streams = HTTPResponse.Body.opening(detachKeys: terminal ? keys : nil) { [containers] in
            do throws(EngineError) {
                let stream = try await containers.startExec(
                    id, on: request.eventLoop, columns: size.columns, rows: size.rows)
                return stream.map { .relay($0, detachKeys: keys) } ?? .text(ByteBuffer())
            } catch {
                return Self.failure(error.message, terminal: terminal)
            }
        }
        return .takingOver(streams, terminal: terminal, for: request)
    }

    /// The client reads why in the stream, and the exit code from inspect.
    private static func failure(_ message: String, terminal: Bool) -> HTTPResponse.RawStream {
        let text = message + "\r\n"
        var bytes = ByteBuffer()
        if !terminal { bytes.writeBytes(FrameHeader(stream: .output, length: UInt32(text.utf8.count)).encoded) }
        bytes.writeString(text)
        return .text(bytes)
    }

    private func resize(_ request: HTTPRequest) async throws -> HTTPResponse {
        let size = try request.terminalSize()
        try await containers.resizeExec(request.parameter("id"), columns: size.columns, rows: size.rows)
        return HTTPResponse(.ok)
    }

    private func inspect(_ request: HTTPRequest) async throws -> HTTPResponse {
        .json(try await containers.inspectExec(request.parameter("id")).wire)
    }
}

/// `ConsoleSize`: rows, then columns; 0 where it is not said.
private struct TerminalSize {
    var columns: UInt16 = 0
    var rows: UInt16 = 0

    init(_ size: [Int]?) throws(ServerError) {
        guard let size, !size.isEmpty else { return }
        guard size.count == 2, let rows = UInt16(exactly: size[0]), let columns = UInt16(exactly: size[1]) else {
            throw ServerError(.badRequest, "invalid ConsoleSize \(size): expected rows and columns")
        }
        (self.rows, self.columns) = (rows, columns)
    }
}

extension ExecConfiguration {
    fileprivate init(_ request: ExecCreateRequest) throws(ServerError) {
        self.init(arguments: request.cmd)
        environment = request.env
        workingDirectory = request.workingDir.nonEmpty
        user = request.user.nonEmpty
        terminal = request.tty
        privileged = request.privileged
        attach = AttachedStreams(
            input: request.attachStdin, output: request.attachStdout, error: request.attachStderr)
        let size = try TerminalSize(request.consoleSize)
        columns = size.columns
        rows = size.rows
        detachKeys = request.detachKeys.nonEmpty
    }
}

extension ExecDetails {
    fileprivate var wire: ExecInspect {
        var wire = ExecInspect()
        wire.id = id
        wire.running = running
        wire.exitCode = exit.map { Int($0.code) }
        wire.processConfig.tty = configuration.terminal
        wire.processConfig.entrypoint = configuration.arguments.first ?? ""
        wire.processConfig.arguments = Array(configuration.arguments.dropFirst())
        wire.processConfig.privileged = configuration.privileged
        wire.processConfig.user = configuration.user ?? ""
        wire.openStdin = configuration.attach.input
        wire.openStdout = configuration.attach.output
        wire.openStderr = configuration.attach.error
        wire.canRemove = !running
        wire.containerID = containerID
        wire.detachKeys = configuration.detachKeys ?? ""
        wire.pid = Int(pid ?? 0)
        return wire
    }
}
