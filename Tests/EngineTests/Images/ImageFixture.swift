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

/// An image service with stores of its own, a snapshotter without a disk and a registry in memory.
struct ImageFixture {
    let path: String
    let service: ImageService
    let snapshotter: HashingSnapshotter
    let registry: InMemoryRegistry
    /// Waits that the client asked for; none is waited for.
    let uses: Mutable<[ImageUse]>

    static func run(
        independent: Bool = true, directory: String? = nil, idleTimeout: Duration = .seconds(10),
        _ body: (ImageFixture) async throws -> Void
    ) async throws {
        let path =
            directory ?? FileManager.default.temporaryDirectory.appending(path: "engine-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await InMemoryRegistry.run { registry in
            let snapshotter = HashingSnapshotter(appliesIndependently: independent)
            let uses = Mutable<[ImageUse]>([])
            let service = try make(path, snapshotter, uses, idleTimeout: idleTimeout)
            do {
                try await body(
                    ImageFixture(path: path, service: service, snapshotter: snapshotter, registry: registry, uses: uses)
                )
            } catch {
                await service.close()
                throw error
            }
            await service.close()
        }
    }

    private static func make(
        _ path: String, _ snapshotter: any Snapshotter, _ uses: Mutable<[ImageUse]>, idleTimeout: Duration
    ) throws -> ImageService {
        let client = RegistryClient(
            configuration: RegistryConfiguration(
                certificateDirectories: [], idleTimeout: idleTimeout,
                retry: RetryPolicy(attempts: 2, sleep: { _ in try Task.checkCancellation() })))
        return ImageService(
            content: try ContentStore(path: "\(path)/content"), store: try ImageStore(path: "\(path)/state.db"),
            snapshotter: snapshotter, registry: client, work: BlockingWork(pool: .singleton), events: EventBus(),
            uses: { uses.value })
    }

    /// A second engine's service on the same stores.
    func restarted() async throws -> ImageService {
        await service.close()
        return try Self.make(path, snapshotter, uses, idleTimeout: .seconds(10))
    }

    func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/content/\(directory)").sorted()
    }

    /// Nothing of any image is here, on its way or unpacked.
    func expectEmpty() throws {
        let (ingests, blobs) = (try names("ingest"), try names("blobs/sha256"))
        let (images, leases) = (try service.catalog.store.images(), try service.catalog.store.leases())
        #expect(ingests == [])
        #expect(blobs == [])
        #expect(snapshotter.layers() == [])
        #expect(images == [])
        #expect(leases == [])
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
