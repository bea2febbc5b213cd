import Logging
package import NIOCore
import OCI
import ShimProtocol
import Snapshots

/// The engine's containers, by name or id.
///
/// A change that a client asks for is carried to its end even when the client leaves.
package struct ContainerService: Sendable {
    let index: ContainerIndex
    let creation: ContainerCreation
    let images: ImageService
    let watcher: DirectoryWatcher
    let execs: ExecIndex
    let snapshotter: any Snapshotter
    let network: NetworkService
    let services: ContainerServices

    /// - Throws: `notFound` when the image is not here, which clients answer with a pull.
    package func create(
        _ configuration: ContainerConfiguration, name: String? = nil
    ) async throws(EngineError) -> CreatedContainer {
        var configuration = configuration
        // By its id, whatever it is renamed to. One that is missing may come before the start.
        if case .container(let other) = configuration.network, let found = try? index.find(other) {
            configuration.network = .container(found.id)
        }
        // Before the image: a client pulls one that is missing, whatever else is wrong.
        try configuration.validate()
        let image = try await images.resolve(configuration.image, platform: configuration.platform)
        let asked = configuration
        return try await uninterrupted { () async throws(EngineError) in
            let (container, warnings) = try await creation.create(asked, name: name, image: image)
            await container.publish("create")
            return CreatedContainer(id: container.id, warnings: warnings)
        }
    }

    package func start(_ reference: String) async throws(EngineError) {
        let container = try index.find(reference)
        try await uninterrupted { () async throws(EngineError) in try await container.start() }
    }

    package func stop(_ reference: String, signal: String? = nil, timeout: Int? = nil) async throws(EngineError) {
        let container = try index.find(reference)
        try await uninterrupted { () async throws(EngineError) in
            try await container.stop(signal: signal, timeout: timeout)
        }
    }

    package func restart(_ reference: String, signal: String? = nil, timeout: Int? = nil) async throws(EngineError) {
        let container = try index.find(reference)
        try await uninterrupted { () async throws(EngineError) in
            try await container.restart(signal: signal, timeout: timeout)
        }
    }

    /// - Parameter signal: a name or a number, as in `kill -s`.
    package func kill(_ reference: String, signal: String = "KILL") async throws(EngineError) {
        let number = try Signal.number(of: signal)
        try await index.find(reference).kill(signal: number)
    }

    /// Returns at once; the end comes with `PendingExit.status()`.
    package func wait(_ reference: String, for condition: WaitCondition) async throws(EngineError) -> PendingExit {
        await (try index.find(reference)).wait(for: condition)
    }

    package func remove(_ reference: String, force: Bool = false, volumes: Bool = false) async throws(EngineError) {
        let container = try index.find(reference)
        try await uninterrupted { () async throws(EngineError) in
            try await container.remove(force: force, volumes: volumes)
        }
    }

    package func rename(_ reference: String, to name: String) async throws(EngineError) {
        let container = try index.find(reference)
        let name = try ContainerName.validated(name)
        try index.reserve(name, for: container.id)
        try await uninterrupted { () async throws(EngineError) in
            do throws(EngineError) {
                index.release(try await container.rename(to: name))
            } catch {
                // It may be the name that it has.
                if await container.record.name != name { index.release(name) }
                throw error
            }
        }
    }

    package func resize(_ reference: String, columns: UInt16, rows: UInt16) async throws(EngineError) {
        try await index.find(reference).resize(columns: columns, rows: rows)
    }

    /// - Parameter loop: the loop that the stream's channel shall live on.
    package func attach(
        _ reference: String, _ streams: AttachedStreams, on loop: any EventLoop
    ) async throws(EngineError) -> ContainerStream {
        try await index.find(reference).attach(streams, on: loop)
    }

    package func logs(_ reference: String, _ options: LogOptions) async throws(EngineError) -> LogStream {
        try await index.find(reference).logs(options, watcher: watcher)
    }
}
