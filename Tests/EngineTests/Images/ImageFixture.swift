import FoundationEssentials
import Images
import Logging
import NIOCore
import NIOPosix
import OCI
import Registry
import Snapshots
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// An image service with stores of its own and a registry in memory.
struct ImageFixture<Layers: Snapshotter> {
    /// What goes with the test.
    let path: String
    /// The content store's.
    let contentPath: String
    let service: ImageService
    let snapshotter: Layers
    let registry: InMemoryRegistry
    let uses: Mutable<[ImageUse]>

    /// - Parameters:
    ///   - disk: where the content store and the snapshotter are; `nil` is a directory of the test's own.
    ///   - snapshotter: makes one in the directory that it is given.
    static func run(
        disk: String? = nil, idleTimeout: Duration = .seconds(10), snapshotter make: (String) throws -> Layers,
        _ body: (ImageFixture) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? ToolProcess.run(["rm", "-rf", path]) }
        let content = "\(disk ?? path)/content"
        try await InMemoryRegistry.run { registry in
            let snapshotter = try make("\(disk ?? path)/snapshots")
            let uses = Mutable<[ImageUse]>([])
            let service = try Self.service(path, content, snapshotter, uses, idleTimeout: idleTimeout)
            do {
                try await body(
                    ImageFixture(
                        path: path, contentPath: content, service: service, snapshotter: snapshotter,
                        registry: registry, uses: uses))
            } catch {
                await service.close()
                throw error
            }
            await service.close()
        }
    }

    private static func service(
        _ path: String, _ content: String, _ snapshotter: any Snapshotter, _ uses: Mutable<[ImageUse]>,
        idleTimeout: Duration
    ) throws -> ImageService {
        let client = RegistryClient(
            configuration: RegistryConfiguration(
                certificateDirectories: [], idleTimeout: idleTimeout,
                retry: RetryPolicy(attempts: 2, sleep: { _ in try Task.checkCancellation() })))
        return ImageService(
            content: try ContentStore(path: content), store: try ImageStore(path: "\(path)/state.db"),
            snapshotter: snapshotter, registry: client, reserve: ReservedSpace(directory: path),
            work: BlockingWork(pool: .singleton), events: EventBus(), uses: { uses.value })
    }

    /// A second engine's service on the same stores.
    func restarted() async throws -> ImageService {
        await service.close()
        return try Self.service(path, contentPath, snapshotter, uses, idleTimeout: .seconds(10))
    }

    func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(contentPath)/\(directory)").sorted()
    }

    func text(_ file: String) throws -> String {
        String(decoding: FileManager.default.contents(atPath: "\(contentPath)/\(file)") ?? Data(), as: UTF8.self)
    }

    /// Nothing of any image is here, on its way or unpacked.
    ///
    /// - Parameter service: the one that works with the stores now.
    func expectEmpty(_ restarted: ImageService? = nil) throws {
        let service = restarted ?? self.service
        let (ingests, blobs) = (try names("ingest"), try names("blobs/sha256"))
        let (images, leases) = (try service.catalog.store.images(), try service.catalog.store.leases())
        #expect(ingests == [])
        #expect(blobs == [])
        let layers = try snapshotter.layers()
        #expect(layers == [])
        #expect(images == [])
        #expect(leases == [])
    }
}

extension ImageFixture where Layers == HashingSnapshotter {
    static func run(
        independent: Bool = true, disk: String? = nil, idleTimeout: Duration = .seconds(10),
        _ body: (ImageFixture) async throws -> Void
    ) async throws {
        try await run(
            disk: disk, idleTimeout: idleTimeout,
            snapshotter: { _ in HashingSnapshotter(appliesIndependently: independent) }, body)
    }

    /// Puts an image of these layers into the registry and pulls it.
    @discardableResult
    func pull(_ layers: [[UInt8]], as name: String) async throws -> PulledImage {
        let reference = try registry.reference(name)
        try registry.addImage(layers, to: reference.path, tag: reference.tag ?? "latest")
        return try await service.pull(PullRequest(reference))
    }
}

final class Mutable<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { $0 } }
    func update(_ change: @Sendable (inout Value) -> Void) { state.withLock { change(&$0) } }
}

/// Messages of progress as they came.
final class ProgressLog: Sendable {
    private let messages = Mutex<[ImageProgress]>([])

    var handler: ImageProgress.Handler { { message in self.messages.withLock { $0.append(message) } } }
    var all: [ImageProgress] { messages.withLock { $0 } }
    func statuses(of id: String) -> [String] { all.filter { $0.id == id }.map(\.status) }
    var lines: [String] { all.filter { $0.id.isEmpty }.map(\.status) }
}

extension InMemoryRegistry {
    /// An image of plain layers with these bytes.
    @discardableResult
    func addImage(
        _ layers: [[UInt8]], diffIDs: [Digest]? = nil, platform: Platform = .host, to repository: String, tag: String
    ) throws -> Descriptor {
        try addImage(
            layers: layers.map { ByteBuffer(bytes: $0) }, diffIDs: diffIDs ?? layers.map { try Digest(of: $0) },
            layerType: .ociLayer, platform: platform, to: repository, tag: tag)
    }

    func blobRequests(_ digest: Digest, method: String = "GET") -> [RecordedRequest] {
        requests.filter { $0.method == method && $0.path.hasSuffix("/blobs/\(digest)") }
    }
}

func bytes(_ count: Int, _ seed: UInt8) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) ^ seed }
}
