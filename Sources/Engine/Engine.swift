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
    let logger: Logger

    init(
        configuration: EngineConfiguration, containers: ContainerService, images: ImageService, volumes: VolumeService,
        networks: NetworkService, events: EventBus, logger: Logger
    ) {
        self.configuration = configuration
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.networks = networks
        self.events = events
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
        try await engine.containers.recover()
        try await engine.images.recover()
        for warning in engine.networks.bridge.warnings { logger.warning("\(warning)") }
        return engine
    }

    /// Ends the engine and leaves its containers running; when none uses the bridge, it is removed.
    package func stop() async {
        await images.close()
        guard await !containers.records().contains(where: { $0.state.endpoint != nil }) else { return }
        let bridge = networks.bridge
        do {
            try await containers.services.work.run(while: "remove the bridge") { try bridge.removeAll() }
        } catch {
            logger.warning("\(error)")
        }
    }
}
