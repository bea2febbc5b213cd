import Images
import Linux
import Logging
import NIOCore
import Networking
import Registry
import Snapshots
import Synchronization

/// Puts an engine together from its parts. Blocking.
struct EngineAssembly: Sendable {
    let configuration: EngineConfiguration
    let group: any EventLoopGroup
    let work: BlockingWork
    let logger: Logger
    let store: ContainerRecordStore
    let shims: ShimDirectory
    let template: ShimTemplate
    let snapshotter: any Snapshotter
    let bridge: BridgeNetwork
    let volumes: VolumeService
    let cgroups: CgroupParent
    let reserve: ReservedSpace
    let events = EventBus()
    let index = ContainerIndex()
    let execs = ExecIndex()

    init(
        _ configuration: EngineConfiguration, group: any EventLoopGroup, work: BlockingWork, logger: Logger
    ) throws {
        self.configuration = configuration
        self.group = group
        self.work = work
        self.logger = logger
        try DirectoryTree.make(configuration.dataRoot, mode: 0o711)
        try DirectoryTree.make(configuration.executionRoot, mode: 0o711)
        reserve = ReservedSpace(directory: configuration.dataRoot)
        store = try ContainerRecordStore(dataRoot: configuration.dataRoot)
        shims = try ShimDirectory(executionRoot: configuration.executionRoot)
        template = ShimTemplate(try ShimProgram(configuration.shimPath), logger: logger)
        snapshotter = try Self.snapshotter(configuration)
        volumes = try VolumeService(dataRoot: configuration.dataRoot, events: events)
        cgroups = try CgroupParent()
        let endpoints = Self.endpoints(of: try store.load().records)
        bridge = try reserve.lend { try BridgeStore(configuration).open(adopting: endpoints) }
    }

    private static func endpoints(of records: [ContainerRecord]) -> [String: Endpoint] {
        var endpoints: [String: Endpoint] = [:]
        for record in records { endpoints[record.id] = record.state.endpoint }
        return endpoints
    }

    private static func snapshotter(_ configuration: EngineConfiguration) throws -> any Snapshotter {
        let root = configuration.dataRoot + "/snapshots"
        try DirectoryTree.make(root, mode: 0o711)
        let snapshotter: any Snapshotter =
            switch configuration.storageDriver {
            case "overlay2", "overlay", "": try OverlaySnapshotter(root: root + "/overlay2")
            case "copy", "vfs": try CopySnapshotter(root: root + "/copy")
            default:
                throw EngineError(
                    .invalidArgument, "unknown storage driver \(configuration.storageDriver): give overlay2 or copy")
            }
        try snapshotter.recover()
        return snapshotter
    }

    func engine() throws -> Engine {
        let images = try imageService()
        let networks = NetworkService(bridge: bridge)
        let services = containerServices()
        let containers = ContainerService(
            index: index, creation: ContainerCreation(services: services, index: index, snapshotter: snapshotter),
            images: images, watcher: DirectoryWatcher(group: group), execs: execs, snapshotter: snapshotter,
            network: networks, services: services)
        return Engine(
            configuration: configuration, containers: containers, images: images, volumes: volumes, networks: networks,
            events: events, cgroups: cgroups, logger: logger)
    }

    private func imageService() throws -> ImageService {
        let content = try ContentStore(path: configuration.dataRoot + "/content")
        let store = try reserve.lend { try ImageStore(path: configuration.dataRoot + "/state.db") }
        let registries = RegistryConfiguration(
            mirrors: try configuration.registryMirrors.map { try Mirror($0) },
            insecureRegistries: try configuration.insecureRegistries.map { try InsecureRegistry($0) })
        let index = self.index
        return ImageService(
            content: content, store: store, snapshotter: snapshotter,
            registry: RegistryClient(configuration: registries, logger: logger), reserve: reserve, work: work,
            events: events, uses: { await index.imageUses() })
    }

    private func containerServices() -> ContainerServices {
        let index = self.index
        let execs = self.execs
        return ContainerServices(
            configuration: configuration, store: store, shims: shims,
            client: ShimClient(directory: shims, group: group), launcher: launcher(), events: events, work: work,
            logger: logger, volumes: volumes, reserve: reserve,
            find: { reference throws(EngineError) in try index.find(reference) },
            forget: { id in
                index.forget(id)
                execs.forget(of: id)
            },
            forgetExec: { execs.forget($0) })
    }

    private func launcher() -> ContainerLauncher {
        ContainerLauncher(
            configuration: configuration, store: store, shims: shims, template: template, snapshotter: snapshotter,
            network: bridge, limits: GrantableLimits(logger: logger), logger: logger)
    }
}
