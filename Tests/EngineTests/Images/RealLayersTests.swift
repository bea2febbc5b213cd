import FoundationEssentials
import Glibc
import Images
import Linux
import OCI
import Snapshots
import TestSupport
import Testing

@testable import Engine

/// Pulls into the snapshotters that containers run from.
@Suite(.enabled(if: getuid() == 0)) struct RealLayersTests {
    static func archive(_ build: (inout ArchiveFixture) -> Void) throws -> [UInt8] { try ArchiveFixture(build).bytes() }

    static func stack() throws -> [[UInt8]] {
        [
            try archive {
                $0.directory("etc/")
                $0.file("etc/motd", "hello")
                $0.file("gone", "x")
            },
            try archive {
                $0.whiteout("gone")
                $0.file("big", String(repeating: "line\n", count: 200_000))
            },
        ]
    }

    static func check<Layers>(_ fixture: ImageFixture<Layers>) async throws {
        let layers = try stack()
        let reference = try fixture.registry.reference("app:1")
        try fixture.registry.addImage(layers, to: "app", tag: "1")
        _ = try await fixture.service.pull(PullRequest(reference))
        let image = try await fixture.service.resolve(reference.familiar)
        try fixture.snapshotter.prepare("c1", parent: image.topLayer)
        try MountedSnapshot.with("c1", of: fixture.snapshotter) { root in
            #expect(FileManager.default.contents(atPath: "\(root)/etc/motd") == Data("hello".utf8))
            #expect(!FileManager.default.fileExists(atPath: "\(root)/gone"))
        }
        #expect(try await fixture.service.size(of: image.id) > 1_000_000)
        // The container's snapshot keeps the layers that the image leaves.
        _ = try await fixture.service.remove(reference.familiar)
        let kept = try fixture.snapshotter.layers().count
        #expect(kept == 2)
        try fixture.snapshotter.remove("c1")
        _ = try await fixture.service.prune()
        try fixture.expectEmpty()
    }

    @Test func aDamagedLayerIsNamed() async throws {
        try await ImageFixture.run(snapshotter: { try OverlaySnapshotter(root: $0) }) { fixture in
            let digest = try Digest(of: Self.stack()[1])
            try fixture.registry.addImage(Self.stack(), to: "app", tag: "1")
            fixture.registry.fail(.wrongBytes) { $0.path.hasSuffix("/blobs/\(digest)") }
            let request = try PullRequest(fixture.registry.reference("app:1"))
            let error = await #expect(throws: EngineError.self) { try await fixture.service.pull(request) }
            #expect(error?.message.contains("\(digest)") == true, "\(String(describing: error))")
        }
    }

    @Test func overlay() async throws {
        try await ImageFixture.run(snapshotter: { try OverlaySnapshotter(root: $0) }) { try await Self.check($0) }
    }

    @Test func copy() async throws {
        try await ImageFixture.run(snapshotter: { try CopySnapshotter(root: $0) }) { try await Self.check($0) }
    }

    @Test(
        .enabled(if: ToolProcess.isInstalled("gzip") && ToolProcess.isInstalled("zstd")), arguments: ["gzip", "zstd"])
    func compressed(program: String) async throws {
        try await ImageFixture.run(snapshotter: { try OverlaySnapshotter(root: $0) }) { fixture in
            let plain = try Self.stack()[1]
            let path = "\(fixture.path)/layer.tar"
            try Data(plain).write(to: URL(filePath: path))
            try ToolProcess.run([program, "-q", "-k", path])
            let suffix = program == "gzip" ? "gz" : "zst"
            let packed = Array(try #require(FileManager.default.contents(atPath: "\(path).\(suffix)")))
            try fixture.registry.addImage([packed], diffIDs: [Digest(of: plain)], to: "app", tag: "1")
            let digest = try Digest(of: packed)
            fixture.registry.fail(.cut(after: packed.count / 2), times: 1) { $0.path.hasSuffix("/blobs/\(digest)") }
            fixture.registry.fail(.status(503)) { $0.path.hasSuffix("/blobs/\(digest)") }
            let request = try PullRequest(fixture.registry.reference("app:1"))
            await #expect(throws: EngineError.self) { try await fixture.service.pull(request) }
            let layers = try fixture.snapshotter.layers()
            #expect(layers == [])
            fixture.registry.clearFaults()
            let pulled = try await fixture.service.pull(request)
            #expect(pulled.isNew)
            #expect(fixture.registry.blobRequests(digest).last?.header("Range") != nil)
        }
    }

    @Test func refusesLayersThatLeadOut() async throws {
        try await ImageFixture.run(snapshotter: { try OverlaySnapshotter(root: $0) }) { fixture in
            let outside = "\(fixture.path)/outside"
            let layer = try Self.archive { $0.file("../../../../../../../..\(outside)", "x") }
            try fixture.registry.addImage([Self.stack()[0], layer], to: "app", tag: "1")
            let request = try PullRequest(fixture.registry.reference("app:1"))
            let error = await #expect(throws: EngineError.self) { try await fixture.service.pull(request) }
            #expect(error?.code == .invalidArgument)
            try fixture.expectEmpty()
            #expect(!FileManager.default.fileExists(atPath: outside))
        }
    }

    @Test func refusesWhatIsNoArchive() async throws {
        try await ImageFixture.run(snapshotter: { try OverlaySnapshotter(root: $0) }) { fixture in
            try fixture.registry.addImage([bytes(5000, 3)], to: "app", tag: "1")
            let request = try PullRequest(fixture.registry.reference("app:1"))
            let error = await #expect(throws: EngineError.self) { try await fixture.service.pull(request) }
            #expect(error?.code == .invalidArgument)
            try fixture.expectEmpty()
        }
    }

    /// A disk of 3 MiB, and images of more: on the way in, when unpacked, and from an archive.
    @Test func aFullDiskIsToldAndLeavesNothing() async throws {
        let context = try FilesystemContext("tmpfs")
        try context.set("size", "3m")
        let disk = try context.mount()
        let path = "/proc/\(getpid())/fd/\(disk.raw)"
        try await ImageFixture.run(disk: path, snapshotter: { try CopySnapshotter(root: $0) }) { fixture in
            let large = try Self.archive { $0.file("large", String(repeating: "x", count: 4_000_000)) }
            let half = try Self.archive { $0.file("half", String(repeating: "x", count: 2_000_000)) }
            for (tag, layer) in [("1", large), ("2", half)] {
                try fixture.registry.addImage([layer], to: "app", tag: tag)
                let request = try PullRequest(fixture.registry.reference("app:\(tag)"))
                let error = await #expect(throws: EngineError.self) { try await fixture.service.pull(request) }
                #expect(error?.code == .unavailable)
                #expect(error?.message.lowercased().contains("no space left") == true, "\(error?.message ?? "")")
                try fixture.expectEmpty()
            }
            let archive = try ArchiveTests.dockerArchive(layer: large)
            let error = await #expect(throws: EngineError.self) {
                try await fixture.service.load(ArchiveTests.body(archive))
            }
            #expect(error?.code == .unavailable)
            try fixture.expectEmpty()
            // With room again, all is well.
            try fixture.registry.addImage([Self.stack()[0]], to: "app", tag: "3")
            let pulled = try await fixture.service.pull(PullRequest(fixture.registry.reference("app:3")))
            #expect(pulled.isNew)
        }
        withExtendedLifetime(disk) { _ in }
    }
}
