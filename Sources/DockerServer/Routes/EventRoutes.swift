import DockerAPI
import Engine
import Linux
import NIOCore
import NIOHTTP1

/// `/events`.
struct EventRoutes: Sendable {
    let events: EventBus

    func add(to router: inout Router) {
        router.on(.GET, "/events", query: ["filters", "since", "until"], stream)
    }

    private func stream(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filter = EventFilter(try Filters(parameter: request.query["filters"] ?? ""))
        try filter.validate()
        let until = try request.query.time("until")
        let stream = events.subscribe(since: try request.query.time("since"))
        return HTTPResponse(
            .ok, headers: ["Content-Type": "application/json"],
            body: .stream { response in
                try await withDeadline(until) {
                    for await event in stream where filter.matches(event) && event.time <= until ?? .max {
                        try await response.write(ByteBuffer(json: event.wire, end: "\n"))
                    }
                }
            })
    }

    /// Ends `body` at `until`, in nanoseconds since 1970; `nil` lets it go on.
    private func withDeadline(_ until: Int64?, _ body: @escaping @Sendable () async throws -> Void) async throws {
        guard let until else { return try await body() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                let rest = until - Timestamp.now().nanosecondsSince1970
                if rest > 0 { try await Task.sleep(for: .nanoseconds(rest)) }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
