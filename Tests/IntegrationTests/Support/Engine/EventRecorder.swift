import DockerAPI
import Foundation
import Glibc
import JSON

/// All events of containers since it was made.
struct EventRecorder: Sendable {
    private let stream: ChildProgram

    init(socket: String) async throws {
        let filters = "%7B%22type%22%3A%5B%22container%22%5D%7D"
        stream = try ChildProgram(
            [
                "curl", "--silent", "--no-buffer", "--verbose", "--unix-socket", socket,
                "http://engine/events?filters=\(filters)",
            ], environment: Tool.environment, limit: .seconds(1200))
        // The head comes once the events are subscribed to.
        try await stream.awaitText("200 OK", on: .error)
    }

    func await(_ action: String, of container: String, count: Int) async throws {
        try await stream.awaitOutput("tell \(action) of \(container), \(count) times") { text in
            Self.events(in: text).filter { $0.action == action && $0.concerns(container) }.count >= count
        }
    }

    func await(count: Int) async throws {
        try await stream.awaitOutput("tell of \(count) events") { Self.events(in: $0).count >= count }
    }

    /// The ids of all that were created, once the engine has ended.
    func containers() async throws -> Set<String> {
        stream.signal(SIGTERM)
        return Set(Self.events(in: try await stream.end().output).map(\.actor.id))
    }

    private static func events(in text: String) -> [Event] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("{") ? try? Event(json: Array(line.utf8)) : nil
        }
    }
}

extension Event {
    /// - Parameter container: a name or an id.
    fileprivate func concerns(_ container: String) -> Bool {
        actor.id == container || actor.attributes["name"] == container
    }
}
