import Logging

/// What every container of an engine works with.
struct ContainerServices: Sendable {
    let configuration: EngineConfiguration
    let store: ContainerRecordStore
    let shims: ShimDirectory
    let client: ShimClient
    let launcher: ContainerLauncher
    let events: EventBus
    let work: BlockingWork
    let logger: Logger
    let volumes: VolumeService
    let reserve: ReservedSpace
    let find: @Sendable (String) throws(EngineError) -> Container
    /// Takes a removed container out of the index.
    let forget: @Sendable (String) -> Void
    /// Takes an exec out of the index.
    let forgetExec: @Sendable (String) -> Void
}
