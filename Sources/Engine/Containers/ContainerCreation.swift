import Cgroups
import Linux
import OCI
import Snapshots

/// Makes a container from what was asked: all of it or nothing.
struct ContainerCreation: Sendable {
    let services: ContainerServices
    let index: ContainerIndex
    let snapshotter: any Snapshotter
    /// Whether this machine can limit swap.
    var limitsSwap: @Sendable () -> Bool = { (try? CgroupHierarchies.detect())?.limitsSwap ?? false }

    /// - Returns: the container, and what its user has to be warned of.
    func create(
        _ asked: ContainerConfiguration, name: String?, image: ResolvedImage
    ) async throws(EngineError) -> (container: Container, warnings: [String]) {
        // Of the image's own ports nobody asked that they be reached here.
        if case .container = asked.network, !asked.exposedPorts.isEmpty {
            throw EngineError(
                .invalidArgument, "conflicting options: port exposing and the container type network mode")
        }
        let defaults = image.configuration.config ?? ProcessDefaults()
        var configuration = asked
        configuration.merge(defaults)
        try configuration.validate()
        try await validatePlaces(configuration.resources)
        let warnings = try await adapt(&configuration.resources) + configuration.warnings(defaults)
        // Docker merges the command by the request, not by the merged form.
        let arguments = try asked.arguments(defaults)
        let id = Identifier.random()
        let name = try reserveName(name, for: id)
        index.claim(image.id, for: id)
        defer { index.endClaim(of: id) }
        do throws(EngineError) {
            let record = ContainerRecord(
                id: id, name: name, createdAt: Timestamp.now().description, imageID: image.id, platform: image.platform,
                configuration: configuration, arguments: arguments, mounts: [])
            let container = Container(record: try await prepare(record, image: image), services: services)
            index.add(container)
            return (container, warnings)
        } catch {
            index.release(name)
            throw error
        }
    }

    /// The machine is asked only where that matters.
    private func validatePlaces(_ resources: Resources) async throws(EngineError) {
        guard !resources.cpusetCPUs.isEmpty || !resources.cpusetMemories.isEmpty else { return }
        try await services.work.run(while: "look for the machine's processors") { try resources.validatePlaces() }
    }

    /// Takes out what this machine cannot limit. The machine is asked only where that matters.
    private func adapt(_ resources: inout Resources) async throws(EngineError) -> [String] {
        guard resources.asksForSwapLimit else { return [] }
        let limitsSwap = self.limitsSwap
        let isLimited = try await services.work.run(while: "ask whether swap can be limited") { limitsSwap() }
        return isLimited ? [] : [resources.dropSwapLimit()]
    }

    private func reserveName(_ asked: String?, for id: String) throws(EngineError) -> String {
        if let asked, !asked.isEmpty {
            let name = try ContainerName.validated(asked)
            try index.reserve(name, for: id)
            return name
        }
        for attempt in 0..<16 {
            let name = ContainerName.random(attempt: attempt)
            if (try? index.reserve(name, for: id)) != nil { return name }
        }
        let name = Identifier.short(id)
        try index.reserve(name, for: id)
        return name
    }

    private func prepare(_ record: ContainerRecord, image: ResolvedImage) async throws(EngineError) -> ContainerRecord {
        let creation = self
        return try await services.work.run(while: "create container \(record.name)") {
            var record = record
            let directory = creation.services.store.directory(of: record.id)
            try DirectoryTree.make(directory.path)
            do {
                try creation.snapshotter.prepare(record.id, parent: image.topLayer)
                record.mounts = try MountResolution(
                    volumes: creation.services.volumes, snapshotter: creation.snapshotter, container: record.id
                ).resolve(record.configuration.mounts)
                try creation.services.store.save(record)
                return record
            } catch {
                try? creation.services.volumes.removeAnonymous(madeFor: record.id)
                try? creation.snapshotter.remove(record.id)
                try? creation.services.store.remove(record.id)
                throw error
            }
        }
    }
}
