import DockerAPI
import Engine
import Linux
import NIOCore
import NIOHTTP1
import Snapshots

/// `/containers`: all that answers at once.
struct ContainerRoutes: Sendable {
    let engine: Engine
    private var containers: ContainerService { engine.containers }

    init(engine: Engine) {
        self.engine = engine
    }

    func add(to router: inout Router) {
        router.on(.GET, "/containers/json", query: ["all", "filters", "limit", "size"], list)
        router.on(.POST, "/containers/create", query: ["name", "platform"], create)
        router.on(.POST, "/containers/prune", query: ["filters"], prune)
        router.on(.GET, "/containers/{id}/json", query: ["size"], inspect)
        router.on(.POST, "/containers/{id}/start", query: ["detachKeys"], start)
        router.on(.POST, "/containers/{id}/stop", query: ["signal", "t"], stop)
        router.on(.POST, "/containers/{id}/restart", query: ["signal", "t"], restart)
        router.on(.POST, "/containers/{id}/kill", query: ["signal"], kill)
        router.on(.POST, "/containers/{id}/rename", query: ["name"], rename)
        router.on(.POST, "/containers/{id}/resize", query: ["h", "w"], resize)
        router.on(.GET, "/containers/{id}/changes", changes)
        router.on(.GET, "/containers/{id}/top", query: ["ps_args"], top)
        router.on(.DELETE, "/containers/{id}", query: ["force", "link", "v"], remove)
    }

    private func list(_ request: HTTPRequest) async throws -> HTTPResponse {
        var filter = try ContainerFilter(list: Filters(parameter: request.query["filters"] ?? ""))
        filter.all = request.query.flag("all")
        filter.limit = max(0, try request.query.integer("limit") ?? 0)
        filter.size = request.query.flag("size")
        let now = Timestamp.now()
        return .json(try await containers.list(filter).map { $0.wire(now: now) })
    }

    private func create(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body: ContainerCreateRequest = try await request.document(serving: .containerCreation)
        let configuration = try ContainerConfiguration(body, platform: request.query["platform"]?.nonEmpty)
        let name = request.query["name"]?.nonEmpty
        let created = try await containers.create(configuration, name: name)
        var response = ContainerCreateResponse()
        response.id = created.id
        response.warnings = created.warnings
        return .json(response, status: .created)
    }

    private func inspect(_ request: HTTPRequest) async throws -> HTTPResponse {
        let details = try await containers.inspect(request.parameter("id"), size: request.query.flag("size"))
        return .json(details.wire)
    }

    /// In bytes: clients send `{}` or `null` where they have nothing to say, and Docker takes as much for nothing.
    private static let longestEmptyDocument = 7

    private func start(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body = try await request.body.collect(upTo: HTTPRequest.largestDocument)
        guard body.readableBytes <= Self.longestEmptyDocument else {
            throw ServerError(
                .badRequest,
                "starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24")
        }
        try await containers.start(request.parameter("id"))
        return HTTPResponse(.noContent)
    }

    private func stop(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await containers.stop(
            request.parameter("id"), signal: request.query["signal"]?.nonEmpty, timeout: request.query.integer("t"))
        return HTTPResponse(.noContent)
    }

    private func restart(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await containers.restart(
            request.parameter("id"), signal: request.query["signal"]?.nonEmpty, timeout: request.query.integer("t"))
        return HTTPResponse(.noContent)
    }

    private func kill(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await containers.kill(request.parameter("id"), signal: request.query["signal"]?.nonEmpty ?? "KILL")
        return HTTPResponse(.noContent)
    }

    private func rename(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let name = request.query["name"]?.nonEmpty else {
            throw ServerError(.badRequest, "Neither old nor new names may be empty")
        }
        try await containers.rename(request.parameter("id"), to: name.hasPrefix("/") ? String(name.dropFirst()) : name)
        return HTTPResponse(.noContent)
    }

    private func resize(_ request: HTTPRequest) async throws -> HTTPResponse {
        let size = try request.terminalSize()
        try await containers.resize(request.parameter("id"), columns: size.columns, rows: size.rows)
        return HTTPResponse(.ok)
    }

    private func changes(_ request: HTTPRequest) async throws -> HTTPResponse {
        .json(try await containers.changes(request.parameter("id")).map(\.wire))
    }

    private func top(_ request: HTTPRequest) async throws -> HTTPResponse {
        let arguments = (request.query["ps_args"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        return .json(try await containers.top(request.parameter("id"), arguments).wire)
    }

    private func remove(_ request: HTTPRequest) async throws -> HTTPResponse {
        if request.query.flag("link") {
            throw ServerError(.notImplemented, "links between containers are not supported")
        }
        try await containers.remove(
            request.parameter("id"), force: request.query.flag("force"), volumes: request.query.flag("v"))
        return HTTPResponse(.noContent)
    }

    private func prune(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        let pruned = try await containers.prune(ContainerFilter(prune: filters))
        var report = ContainersPruneReport()
        report.containersDeleted = pruned.ids
        report.spaceReclaimed = Int(pruned.reclaimed)
        return .json(report)
    }
}

extension HTTPRequest {
    /// `h` and `w` of a resize.
    func terminalSize() throws(ServerError) -> (columns: UInt16, rows: UInt16) {
        guard let rows = UInt16(exactly: try query.integer("h") ?? -1) else { throw Self.noSize("h", query["h"]) }
        guard let columns = UInt16(exactly: try query.integer("w") ?? -1) else { throw Self.noSize("w", query["w"]) }
        return (columns, rows)
    }

    private static func noSize(_ name: String, _ value: String?) -> ServerError {
        ServerError(.badRequest, "invalid \(name) '\(value ?? "")': expected the terminal's size in characters")
    }
}

extension ProcessTable {
    fileprivate var wire: ContainerTopResponse {
        var response = ContainerTopResponse()
        response.titles = titles
        response.processes = rows
        return response
    }
}

extension Change {
    fileprivate var wire: FilesystemChange {
        var change = FilesystemChange()
        change.path = path
        change.kind = kind.rawValue
        return change
    }
}
