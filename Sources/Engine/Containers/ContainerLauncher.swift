import JSON
import Linux
import Logging
import Networking
import OCI
import ShimProtocol
import Snapshots

#if canImport(Glibc)
import Glibc
#endif

/// Prepares all that a run needs, starts its shim, and frees it again. Blocking; keeps nothing of its own.
struct ContainerLauncher: Sendable {
    let configuration: EngineConfiguration
    let store: ContainerRecordStore
    let shims: ShimDirectory
    let template: ShimTemplate
    let snapshotter: any Snapshotter
    let network: BridgeNetwork
    let limits: GrantableLimits
    let logger: Logger

    struct Launched: Sendable {
        let shim: ShimProcess
        let endpoint: Endpoint?
    }

    /// Starts the shim with all it needs; the container itself starts when the shim is asked to.
    ///
    /// - Parameter shared: the network of another container, for one that shares it.
    func launch(_ record: ContainerRecord, listener: ShimListener, sharing shared: SharedNetwork?) throws -> Launched {
        let directory = store.directory(of: record.id)
        try DirectoryTree.remove(directory.exit)
        // Mounted once, here: to look up users, and for the shim to inherit. Unmounting waits for other processors.
        let root = try snapshotter.mount(record.id)
        let mount = try root.open()
        let attachment = try NetworkAttachment.make(for: record, bridge: network, sharing: shared)
        do {
            let files = NetworkFiles(record, endpoint: attachment.endpoint, directory: directory)
            if let shared { try files.copy(from: shared.directory) } else { try files.write() }
            var spec = try SpecificationBuilder(
                record, root: mount.raw, network: attachment.namespace, directory: directory
            ).build()
            spec.process = spec.process.map(limits.clamped)
            let opened = RootMount.opened(descriptor: mount.raw, path: root.path)
            let shim = try startShim(record, spec: spec, root: opened, attachment: attachment, listener: listener)
            return Launched(shim: shim, endpoint: attachment.endpoint)
        } catch {
            try? network.detach(id: record.id)
            throw error
        }
    }

    private func startShim(
        _ record: ContainerRecord, spec: RuntimeSpec, root: RootMount, attachment: borrowing NetworkAttachment,
        listener: ShimListener
    ) throws -> ShimProcess {
        let directory = store.directory(of: record.id)
        let run = shims.runDirectory(of: record.id)
        let options = ShimConfiguration(
            id: record.id, root: root, runtimeRoot: configuration.executionRoot + "/runtime",
            initProcess: record.configuration.initProcess, openStdin: record.configuration.openStdin,
            stdinOnce: record.configuration.stdinOnce, log: logFile(of: record), exitFile: directory.exit,
            listener: listener.descriptor.raw, held: attachment.reservations + attachment.inherited)
        try AtomicFile.create(run + "/config.json", spec.json())
        try AtomicFile.create(run + "/shim.json", options.json())
        return try template.start(
            id: record.id, directory: run, errors: directory.path + "/shim.log", inherited: options.inherited())
    }

    private func logFile(of record: ContainerRecord) -> LogFile? {
        guard record.configuration.log.driver == .jsonFile else { return nil }
        return LogFile(
            path: store.directory(of: record.id).log,
            maximumSize: record.configuration.log.maximumSize ?? configuration.logMaximumSize,
            maximumFiles: record.configuration.log.maximumFiles ?? configuration.logMaximumFiles)
    }

    /// Frees what a run held: its addresses and rules, its run directory.
    func clear(_ record: ContainerRecord) {
        freeNetwork(of: record)
        removeRunDirectory(of: record)
    }

    func freeNetwork(of record: ContainerRecord) {
        do { try network.detach(id: record.id) } catch {
            logger.error("the network of container \(record.name) was not freed: \(error)")
        }
    }

    func removeRunDirectory(of record: ContainerRecord) {
        do { try DirectoryTree.remove(shims.runDirectory(of: record.id)) } catch {
            logger.error("the run directory of container \(record.name) was not removed: \(error)")
        }
    }

    /// One that is gone already is as it shall be: a removal that was cut short goes on here.
    func removeSnapshot(of id: String) throws {
        do {
            try snapshotter.remove(id)
        } catch  where error.code == .notFound {}
    }

    /// Ends the processes of a container whose shim was killed and removes its cgroups.
    func endOrphan(_ id: String) {
        let root = configuration.executionRoot + "/runtime"
        guard access("\(root)/\(id)", F_OK) == 0 else { return }
        do {
            let status = try Program.run(
                configuration.runtimePath, ["--root", root, "delete", "--force", id])
            if status != 0 { logger.error("\(configuration.runtimePath) delete --force \(id) exited with \(status)") }
        } catch {
            logger.error("what is left of container \(id) was not ended: \(error)")
        }
    }
}
