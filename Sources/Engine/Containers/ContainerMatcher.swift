import Linux
import Networking
import OCI

/// A filter with its names looked up.
struct ContainerMatcher: Sendable {
    let filter: ContainerFilter
    /// The images that `ancestors` name.
    var ancestors: Set<Digest> = []
    /// When `before` and `since` were created.
    var before: String?
    var since: String?

    func matches(_ record: ContainerRecord) -> Bool {
        matchesIdentity(record) && matchesState(record) && matchesUse(record)
    }

    private func matchesIdentity(_ record: ContainerRecord) -> Bool {
        any(filter.ids) { record.id.hasPrefix($0) }
            && any(filter.names) { matchesName(record.name, $0) }
            && filter.labels.allSatisfy { hasLabel(record.configuration.labels, $0) }
            && !filter.excludedLabels.contains { hasLabel(record.configuration.labels, $0) }
            && (filter.ancestors.isEmpty || ancestors.contains(record.imageID))
            && (before.map { record.createdAt < $0 } ?? true)
            && (since.map { record.createdAt > $0 } ?? true)
            && (filter.until.map { until in Timestamp(record.createdAt).map { $0 < until } ?? false } ?? true)
    }

    private func matchesState(_ record: ContainerRecord) -> Bool {
        any(filter.statuses) { $0 == record.state.phase.rawValue }
            && any(filter.exitCodes) { record.state.phase == .exited && record.state.exitCode == $0 }
            && any(filter.healths) { $0 == "none" }
            && filter.areTasks != true
    }

    private func matchesUse(_ record: ContainerRecord) -> Bool {
        any(filter.networks) { record.configuration.network.name == $0 }
            && any(filter.volumes) { volume in
                record.mounts.contains { $0.name == volume || $0.target == volume || $0.source == volume }
            }
            && any(filter.published) { isPublished($0, record) }
            && any(filter.exposed) { port in
                record.configuration.exposedPorts.contains { ExposedPort($0) == ExposedPort(port) }
            }
    }

    private func any<Value>(_ values: [Value], _ matches: (Value) -> Bool) -> Bool {
        values.isEmpty || values.contains(where: matches)
    }

    /// Docker matches any part of a name, `^/name$` exactly.
    private func matchesName(_ name: String, _ pattern: String) -> Bool {
        var pattern = Substring(pattern)
        let fromStart = pattern.hasPrefix("^")
        let toEnd = pattern.hasSuffix("$")
        if fromStart { pattern = pattern.dropFirst() }
        if toEnd { pattern = pattern.dropLast() }
        if pattern.hasPrefix("/") { pattern = pattern.dropFirst() }
        return switch (fromStart, toEnd) {
        case (true, true): name == pattern
        case (true, false): name.hasPrefix(pattern)
        case (false, true): name.hasSuffix(pattern)
        case (false, false): pattern.isEmpty || name.contains(pattern)
        }
    }

    private func hasLabel(_ labels: [String: String], _ wanted: String) -> Bool {
        guard let equals = wanted.firstIndex(of: "=") else { return labels[wanted] != nil }
        return labels[String(wanted[..<equals])] == String(wanted[wanted.index(after: equals)...])
    }

    private func isPublished(_ port: String, _ record: ContainerRecord) -> Bool {
        guard let port = ExposedPort(port) else { return false }
        return record.configuration.publications.contains {
            $0.containerPort == port.number && $0.transport == port.transport
        }
    }
}

extension ContainerService {
    func matcher(_ filter: ContainerFilter) async throws(EngineError) -> ContainerMatcher {
        var matcher = ContainerMatcher(filter: filter)
        for ancestor in filter.ancestors {
            if let image = try? await images.resolve(ancestor, platform: nil) { matcher.ancestors.insert(image.id) }
        }
        if let before = filter.before { matcher.before = await (try index.find(before)).record.createdAt }
        if let since = filter.since { matcher.since = await (try index.find(since)).record.createdAt }
        return matcher
    }
}

extension NetworkMode {
    /// As `inspect` shows it; a shared one is `container:<id>`.
    package var name: String {
        switch self {
        case .bridge: "bridge"
        case .host: "host"
        case .none: "none"
        case .container(let id): "container:\(id)"
        case .named(let name): name
        }
    }
}
