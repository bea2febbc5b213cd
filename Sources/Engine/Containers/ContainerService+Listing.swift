import OCI
package import Snapshots

extension ContainerService {
    /// The newest first.
    package func list(_ filter: ContainerFilter = ContainerFilter()) async throws(EngineError) -> [ContainerSummary] {
        var records = await records().sorted { $0.createdAt > $1.createdAt }
        let match = try await matcher(filter)
        records = records.filter { match.matches($0) }
        if filter.limit > 0 {
            records = Array(records.prefix(filter.limit))
        } else if !filter.all, filter.statuses.isEmpty, filter.exitCodes.isEmpty {
            records = records.filter { $0.state.phase == .running || $0.state.phase == .restarting }
        }
        var names = ShownImages(images: images)
        var summaries: [ContainerSummary] = []
        for record in records {
            var summary = ContainerSummary(record: record, image: await names.name(of: record))
            if filter.size { (summary.size, summary.rootSize) = try await sizes(of: record) }
            summaries.append(summary)
        }
        return summaries
    }

    func records() async -> [ContainerRecord] {
        var records: [ContainerRecord] = []
        for container in index.all { records.append(await container.record) }
        return records
    }

    private func sizes(of record: ContainerRecord) async throws(EngineError) -> (SnapshotUsage, Int64) {
        let snapshotter = self.snapshotter
        let usage = try await services.work.run(while: "measure container \(record.name)") {
            try snapshotter.usage(record.id)
        }
        let image = try? await images.size(of: record.imageID)
        return (usage, usage.bytes + (image ?? 0))
    }

    package func inspect(_ reference: String, size: Bool = false) async throws(EngineError) -> ContainerDetails {
        let container = try index.find(reference)
        let record = await container.record
        let directory = services.store.directory(of: record.id)
        var details = ContainerDetails(
            record: record, logPath: record.configuration.log.driver == .jsonFile ? directory.log : nil,
            hostnamePath: directory.hostname, hostsPath: directory.hosts, resolvConfPath: directory.resolvConf,
            storageDriver: snapshotter.name, execs: await container.runningExecs,
            bridge: record.configuration.network == .bridge ? network.view : nil)
        if size { (details.size, details.rootSize) = try await sizes(of: record) }
        return details
    }

    /// Paths that differ from the image's.
    package func changes(_ reference: String) async throws(EngineError) -> [Change] {
        let container = try index.find(reference)
        let table = await MountTable(container.record, directory: services.store.directory(of: container.id))
        let snapshotter = self.snapshotter
        return try await services.work.run(while: "compare container \(container.id) with its image") {
            try snapshotter.changes(container.id, but: table.pointsOfTheEngine)
        }
    }

    /// Removes containers that do not run.
    package func prune(_ filter: ContainerFilter) async throws(EngineError) -> PrunedContainers {
        var pruned = PrunedContainers(ids: [], reclaimed: 0)
        let match = try await matcher(filter)
        for record in await records() where match.matches(record) {
            guard [.created, .exited, .dead].contains(record.state.phase) else { continue }
            let size = (try? await sizes(of: record))?.0.bytes ?? 0
            guard (try? await remove(record.id)) != nil else { continue }
            pruned.ids.append(record.id)
            pruned.reclaimed += size
        }
        services.events.publish(.container, "prune", id: "", attributes: ["reclaimed": String(pruned.reclaimed)])
        return pruned
    }
}

extension Container {
    var runningExecs: [String] {
        execs.values.filter { if case .running = $0.phase { true } else { false } }.map(\.id)
    }
}

/// What lists call the images of containers: the name that each was created by, unless that names another image now.
/// Many containers are of few images, each of which is looked up once.
private struct ShownImages {
    private struct Question: Hashable {
        let name: String
        let platform: String?
    }
    let images: ImageService
    private var found: [Question: Digest?] = [:]

    init(images: ImageService) {
        self.images = images
    }

    mutating func name(of record: ContainerRecord) async -> String {
        let name = record.configuration.image
        let question = Question(name: name, platform: record.configuration.platform)
        let now: Digest?
        if let known = found[question] {
            now = known
        } else {
            now = try? await images.identify(name, platform: question.platform)
            found[question] = .some(now)
        }
        return now == record.imageID ? name : record.imageID.description
    }
}
