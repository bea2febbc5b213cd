import DockerAPI
import Engine
import JSON
import NIOHTTP1
import Snapshots

/// `/volumes`.
struct VolumeRoutes: Sendable {
    let engine: Engine
    let work: BlockingWork

    func add(to router: inout Router) {
        router.on(.GET, "/volumes", query: ["filters"], list)
        router.on(.POST, "/volumes/create", create)
        router.on(.POST, "/volumes/prune", query: ["filters"], prune)
        router.on(.GET, "/volumes/{name}", inspect)
        router.on(.DELETE, "/volumes/{name}", query: ["force"], remove)
    }

    private func list(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        try filters.validate(served: ["dangling", "driver", "label", "name"])
        let dangling = try filters.flag("dangling")
        var response = VolumeListResponse()
        for volume in try await volumes() where volume.matches(filters) {
            let used = try await !users(of: volume.name).isEmpty
            if dangling == nil || dangling == !used { response.volumes.append(volume.wire) }
        }
        return .json(response)
    }

    private func create(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body: VolumeCreateRequest = try await request.document(
            serving: .object(["Name": .whole, "Driver": .only([.string("local")]), "Labels": .whole]))
        let service = engine.volumes
        let volume = try await work.run(while: "create volume \(body.name)") {
            try service.create(name: body.name, labels: body.labels)
        }
        return .json(volume.wire, status: .created)
    }

    private func inspect(_ request: HTTPRequest) async throws -> HTTPResponse {
        let name = try request.parameter("name")
        let service = engine.volumes
        return .json(try await work.run(while: "inspect volume \(name)") { try service.inspect(name) }.wire)
    }

    private func remove(_ request: HTTPRequest) async throws -> HTTPResponse {
        let name = try request.parameter("name")
        do {
            try await remove(name)
        } catch let error as EngineError where error.code == .notFound && request.query.flag("force") {}
        return HTTPResponse(.noContent)
    }

    /// Removes volumes that no container has: those without a name, or with the filter `all` every one.
    private func prune(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        try filters.validate(served: ["all", "label", "label!"])
        let all = try filters.flag("all") ?? false
        var report = VolumesPruneReport()
        for volume in try await volumes() where (all || volume.anonymous) && filters.selects(labels: volume.labels) {
            let size = try await size(of: volume.name)
            guard try await users(of: volume.name).isEmpty, (try? await remove(volume.name)) != nil else { continue }
            report.volumesDeleted.append(volume.name)
            report.spaceReclaimed += size
        }
        return .json(report)
    }

    /// As `/system/df` shows them.
    func usage() async throws -> [DockerAPI.Volume] {
        var usages: [DockerAPI.Volume] = []
        for volume in try await volumes() {
            var wire = volume.wire
            var usage = VolumeUsage()
            usage.refCount = try await users(of: volume.name).count
            usage.size = try await size(of: volume.name)
            wire.usageData = usage
            usages.append(wire)
        }
        return usages
    }

    private func volumes() async throws -> [EngineVolume] {
        let service = engine.volumes
        return try await work.run(while: "list volumes") { try service.list() }
    }

    /// In bytes.
    private func size(of name: String) async throws -> Int {
        let service = engine.volumes
        return try await work.run(while: "measure volume \(name)") { Int(try service.usage(of: name).bytes) }
    }

    private func remove(_ name: String) async throws {
        let service = engine.volumes
        let users = try await users(of: name)
        try await work.run(while: "remove volume \(name)") { try service.remove(name, users: users) }
    }

    private func users(of name: String) async throws -> [String] {
        var filter = ContainerFilter()
        filter.all = true
        filter.volumes = [name]
        return try await engine.containers.list(filter).map(\.record.id)
    }
}

extension EngineVolume {
    fileprivate var wire: DockerAPI.Volume {
        var wire = DockerAPI.Volume()
        wire.name = name
        wire.createdAt = createdAt
        wire.driver = "local"
        wire.labels = labels
        wire.mountpoint = mountpoint
        wire.scope = "local"
        return wire
    }

    fileprivate func matches(_ filters: Filters) -> Bool {
        (filters["name"].isEmpty || filters["name"].contains { name.contains($0) })
            && (filters["driver"].isEmpty || filters["driver"].contains("local")) && filters.matches(labels: labels)
    }
}
