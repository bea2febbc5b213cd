import DockerAPI
import Engine

/// Which events a client wants: for each name that it gave, one of its values must match.
struct EventFilter: Sendable {
    private static let served: Set<String> = [
        "container", "daemon", "event", "image", "label", "network", "scope", "type", "volume",
    ]
    private let filters: Filters

    init(_ filters: Filters) {
        self.filters = filters
    }

    func validate() throws(FiltersError) {
        try filters.validate(served: Self.served)
    }

    func matches(_ event: EngineEvent) -> Bool {
        accepts("type", event.subject.rawValue) && accepts("scope", "local") && matchesAction(event)
            && filters.matches(labels: event.attributes) && matchesSubject(event)
    }

    private func accepts(_ name: String, _ value: String) -> Bool {
        filters[name].isEmpty || filters[name].contains(value)
    }

    /// `exec_start` stands for `exec_start: sh` too.
    private func matchesAction(_ event: EngineEvent) -> Bool {
        let wanted = filters["event"]
        return wanted.isEmpty || wanted.contains(event.action)
            || event.action.split(separator: ":").first.map { wanted.contains(String($0)) } ?? false
    }

    private func matchesSubject(_ event: EngineEvent) -> Bool {
        for subject in ["container", "network", "volume", "daemon"] where !filters[subject].isEmpty {
            guard event.subject.rawValue == subject else { return false }
            let name = event.attributes["name"]
            guard filters[subject].contains(where: { event.id.hasPrefix($0) || name == $0 }) else { return false }
        }
        return filters["image"].isEmpty || filters["image"].contains { names(event, image: $0) }
    }

    /// Of an image itself, or of a container made from it; with or without its tag.
    private func names(_ event: EngineEvent, image: String) -> Bool {
        let candidates = event.subject == .image ? [event.id, event.attributes["name"]] : [event.attributes["image"]]
        return candidates.contains { $0 == image || $0?.hasPrefix(image + ":") == true }
    }
}

extension EngineEvent {
    var wire: DockerAPI.Event {
        var wire = DockerAPI.Event()
        wire.type = subject.rawValue
        wire.action = action
        wire.actor.id = id
        wire.actor.attributes = attributes
        wire.scope = "local"
        wire.timeNano = Int(time)
        wire.time = Int(time / 1_000_000_000)
        if subject == .container || subject == .image {
            wire.status = action
            wire.id = id
            wire.from = subject == .container ? attributes["image"] ?? "" : ""
        }
        return wire
    }
}
