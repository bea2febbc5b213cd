import Images
import Linux
package import Logging
package import NIOCore
package import NIOPosix
import Networking
import Registry
import Snapshots
import Synchronization

/// A container engine: what `wherryd` serves, for any program to hold.
///
/// Nothing that matters lives only in it. Containers, their logs, ports and exit statuses are with their shims and on
/// the disk; an engine started on the same roots finds them as they are, however the last one ended.
package final class Engine: Sendable {
    package let configuration: EngineConfiguration
    package let containers: ContainerService
    package let images: ImageService
    package let volumes: VolumeService
    package let networks: NetworkService
    package let events: EventBus
    private let cgroups: CgroupParent
    let logger: Logger

    init(
        configuration: EngineConfiguration, containers: ContainerService, images: ImageService, volumes: VolumeService,
        networks: NetworkService, events: EventBus, cgroups: CgroupParent, logger: Logger
    ) {
        self.configuration = configuration
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.networks = networks
        self.events = events
        self.cgroups = cgroups
        self.logger = logger
    }

    /// Starts an engine on its roots and clears what an earlier one left half done.
    ///
    /// - Parameter threads: for calls that block; started already.
    package static func start(
        _ configuration: EngineConfiguration, group: any EventLoopGroup, threads: NIOThreadPool, logger: Logger
    ) async throws(EngineError) -> Engine {
        let work = BlockingWork(pool: threads)
        let engine = try await work.run(while: "start the engine on \(configuration.dataRoot)") {
            try EngineAssembly(configuration, group: group, work: work, logger: logger).engine()
        }
        do { try await engine.recover() } catch {
            await engine.images.close()
            throw error
        }
        for warning in engine.networks.bridge.warnings { logger.warning("\(warning)") }
        return engine
    }

    private func recover() async throws(EngineError) {
        try await containers.recover()
        do { try await images.recover() } catch  where error.code == .unavailable {
            // On a full disk what is half done stays until the next start; containers can be removed, and more.
            logger.warning("\(error)")
        }
    }

    /// Ends the engine and leaves its containers running; the bridge and the cgroup above theirs are removed when no
    /// container uses them.
    package func stop() async {
        await images.close()
        let (bridge, cgroups) = (networks.bridge, cgroups)
        let usesBridge = await containers.records().contains { $0.state.endpoint != nil }
        if !usesBridge { await attempt("remove the bridge") { try bridge.removeAll() } }
        await attempt("remove the cgroup \(CgroupParent.path)") { try cgroups.leave() }
    }

    private func attempt(_ action: String, _ body: @escaping @Sendable () throws -> Void) async {
        do { try await containers.services.work.run(while: action, body) } catch { logger.warning("\(error)") }
    }
}
