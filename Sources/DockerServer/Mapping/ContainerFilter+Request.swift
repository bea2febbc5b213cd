import DockerAPI
import Engine

extension ContainerFilter {
    private static let served: Set<String> = [
        "ancestor", "before", "exited", "expose", "id", "label", "name", "network", "publish", "since", "status",
        "volume",
    ]

    init(_ filters: Filters) throws {
        self.init()
        try filters.validate(served: Self.served)
        ids = filters["id"].sorted()
        names = filters["name"].sorted()
        labels = filters["label"].sorted()
        statuses = try filters["status"].sorted().map(Self.status)
        ancestors = filters["ancestor"].sorted()
        exitCodes = try filters["exited"].sorted().map(Self.exitCode)
        networks = filters["network"].sorted()
        volumes = filters["volume"].sorted()
        published = filters["publish"].sorted()
        exposed = filters["expose"].sorted()
        before = try Self.single("before", filters)
        since = try Self.single("since", filters)
    }

    private static func status(_ text: String) throws(ServerError) -> String {
        guard ["created", "restarting", "running", "removing", "paused", "exited", "dead"].contains(text) else {
            throw ServerError(.badRequest, "invalid filter 'status=\(text)'")
        }
        return text
    }

    private static func exitCode(_ text: String) throws(ServerError) -> Int32 {
        guard let code = Int32(text) else { throw ServerError(.badRequest, "invalid filter 'exited=\(text)'") }
        return code
    }

    private static func single(_ name: String, _ filters: Filters) throws(ServerError) -> String? {
        guard filters[name].count <= 1 else {
            throw ServerError(.badRequest, "invalid filter '\(name)': give one container")
        }
        return filters[name].first
    }
}
