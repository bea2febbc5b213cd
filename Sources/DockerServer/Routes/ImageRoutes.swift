import DockerAPI
import Engine
import Linux
import NIOCore
import NIOHTTP1
import OCI
import Registry

/// `/images`: all that answers at once.
struct ImageRoutes: Sendable {
    let images: ImageService

    func add(to router: inout Router) {
        router.on(.GET, "/images/json", query: ["all", "digests", "filters", "shared-size"], list)
        router.on(.POST, "/images/prune", query: ["filters"], prune)
        ImageTransferRoutes(images: images).add(to: &router)
        router.on(.GET, "/images/{name:*}/json", inspect)
        router.on(.GET, "/images/{name:*}/history", history)
        router.on(.POST, "/images/{name:*}/tag", query: ["repo", "tag"], tag)
        router.on(.DELETE, "/images/{name:*}", query: ["force", "noprune"], remove)
    }

    private func list(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filter = try ImageFilter(Filters(parameter: request.query["filters"] ?? ""))
        let images = try await images.list(filter, sharedSize: request.query.flag("shared-size"))
        return .json(images.map(\.wire))
    }

    private func inspect(_ request: HTTPRequest) async throws -> HTTPResponse {
        .json(try await images.inspect(request.parameter("name")).wire)
    }

    private func history(_ request: HTTPRequest) async throws -> HTTPResponse {
        .json(try await images.history(request.parameter("name")).map(\.wire))
    }

    private func tag(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let repository = request.query["repo"]?.nonEmpty else {
            throw ServerError(.badRequest, "no repository was named: give repo")
        }
        let target = try Reference(repository, tag: request.query["tag"])
        try await images.tag(request.parameter("name"), as: target)
        return HTTPResponse(.created)
    }

    private func remove(_ request: HTTPRequest) async throws -> HTTPResponse {
        if request.query["noprune"] != nil, request.query.flag("noprune") {
            throw ServerError(.notImplemented, "noprune is not supported: an image has no untagged parents here")
        }
        let removals = try await images.remove(request.parameter("name"), force: request.query.flag("force"))
        return .json(removals.map(\.wire))
    }

    private func prune(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        try filters.validate(served: ["dangling", "label", "label!", "until"])
        var filter = try ImageFilter(filters)
        let all = try filters.flag("dangling") == false
        filter.isDangling = nil
        let pruned = try await images.prune(filter, all: all)
        var report = ImagesPruneReport()
        report.imagesDeleted = pruned.removals.map(\.wire)
        report.spaceReclaimed = Int(pruned.reclaimed)
        return .json(report)
    }
}

extension ImageFilter {
    init(_ filters: Filters) throws {
        self.init()
        try filters.validate(served: ["before", "dangling", "label", "label!", "reference", "since", "until"])
        references = filters["reference"].sorted()
        isDangling = try filters.flag("dangling")
        labels = filters["label"].sorted()
        excludedLabels = filters["label!"].sorted()
        before = try filters.single("before")
        since = try filters.single("since")
        until = try filters.moment("until")
    }
}

extension Reference {
    /// A name and its tag or digest as the API has them: apart, or `tag` empty.
    init(_ name: String, tag: String?) throws(ServerError) {
        let suffix = tag?.nonEmpty.map { $0.contains(":") ? "@\($0)" : ":\($0)" } ?? ""
        do {
            try self.init(parsing: name + suffix)
        } catch {
            throw ServerError(.badRequest, error.message, cause: error)
        }
    }
}
