import DockerAPI
import Engine

extension ContainerFilter {
    private static let ofLists: Set<String> = [
        "ancestor", "before", "exited", "expose", "health", "id", "is-task", "label", "name", "network", "publish",
        "since", "status", "volume",
    ]
    private static let ofPrunes: Set<String> = ["label", "label!", "until"]

    init(list filters: Filters) throws {
        try filters.validate(served: Self.ofLists)
        try self.init(filters)
    }

    init(prune filters: Filters) throws {
        try filters.validate(served: Self.ofPrunes)
        try self.init(filters)
    }

    private init(_ filters: Filters) throws {
        self.init()
        ids = filters["id"].sorted()
        names = filters["name"].sorted()
        labels = filters["label"].sorted()
        excludedLabels = filters["label!"].sorted()
        statuses = try filters["status"].sorted().map(Self.status)
        ancestors = filters["ancestor"].sorted()
        exitCodes = try filters["exited"].sorted().map(Self.exitCode)
        networks = filters["network"].sorted()
        volumes = filters["volume"].sorted()
        published = filters["publish"].sorted()
        exposed = filters["expose"].sorted()
        before = try filters.single("before")
        since = try filters.single("since")
        until = try filters.moment("until")
        healths = try filters["health"].sorted().map(Self.health)
        // A swarm's tasks are containers elsewhere.
        areTasks = try filters.flag("is-task")
    }

    private static func health(_ text: String) throws(ServerError) -> String {
        guard ["healthy", "none", "starting", "unhealthy"].contains(text) else {
            throw ServerError(
                .badRequest, "invalid filter 'health=\(text)': expected healthy, none, starting or unhealthy")
        }
        return text
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
}
