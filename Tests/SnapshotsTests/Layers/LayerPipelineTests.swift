import Glibc
import OCI
import TestSupport
import Testing

@testable import Snapshots

/// Layers larger than all the slabs between the stages: whoever stops taking them must not leave the others waiting.
@Suite(.enabled(if: getuid() == 0, "owning files needs root"))
struct LayerPipelineTests {
    @Test(arguments: [1_000, 256 << 10, 1 << 20])
    func carriesALargeLayer(pieceSize: Int) throws {
        try Self.withSnapshotter { snapshotter, root in
            let layer = try Self.layer()
            let applied = try layer.apply(to: snapshotter, pieceSize: pieceSize)
            #expect(applied.archiveSize == Int64(try Self.archived.get().count))
            #expect(applied.usage == SnapshotUsage(bytes: Int64(Self.content.count), inodes: 1))
            try ToolProcess.run(["test", "-s", "\(root)/layers/\(layer.chainID.encoded)/fs/large"])
        }
    }

    /// The inflater stops.
    @Test func tellsOfDamageWhileMoreComes() throws {
        var blob = CompressedFixture.gzip(Array("the only member".utf8))
        blob += [1] + Self.content
        try Self.expectWriteFails(blob, .invalidCompression)
    }

    /// The applier stops.
    @Test func tellsOfABadArchiveWhileMoreComes() throws {
        try Self.expectWriteFails(CompressedFixture.gzip(Self.content), .invalidArchive)
    }

    @Test func abandonsWhatIsUnderWay() throws {
        try Self.withSnapshotter { snapshotter, root in
            let layer = try Self.layer()
            let writer = try snapshotter.layerWriter(layer.request)
            try layer.blob.prefix(3 << 20).withUnsafeBytes { try writer.write($0) }
            writer.abandon()
            #expect(throws: SnapshotError.self) { try writer.finish() }
            try Self.expectNothingLeft(root)
        }
    }

    /// What came may inflate to a thousand times as much: whoever abandons it does not wait for that.
    @Test func abandonsWithoutInflatingTheRest() throws {
        let zeros = CompressedFixture.gzip([UInt8](repeating: 0, count: 64 << 20))
        let belt = LayerBelt()
        for _ in 0..<4 {
            let slab = belt.emptied.receive()
            zeros.withUnsafeBytes { bytes in
                slab?.space.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(Slab.capacity)))
            }
            slab?.advance(by: min(zeros.count, Slab.capacity))
            if let slab { belt.received.send(slab) }
        }
        belt.received.close()
        belt.fail(SnapshotError(.abandoned, "the layer was abandoned"))
        let layer = try LayerFixture { $0.file("any") }
        let error = #expect(throws: SnapshotError.self) { try LayerInflater(belt, layer.request).inflate() }
        #expect(error?.code == .abandoned)
        belt.inflated.close()
        #expect(belt.inflated.receive() == nil)
    }

    // MARK: Support

    /// 24 MiB that do not compress.
    private static let content: [UInt8] = {
        var generator = SplitMix(seed: 7)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24 << 20)
        while bytes.count < 24 << 20 { withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) } }
        return bytes
    }()

    private static let archived = Result {
        try ArchiveFixture { $0.add(ArchiveFixture.entry(.file, "large", 0o644), content: content) }.bytes()
    }

    private static func layer(blob: [UInt8]? = nil) throws -> LayerFixture {
        let archive = try archived.get()
        return try LayerFixture(archive, blob: blob ?? CompressedFixture.gzip(archive))
    }

    private static func expectWriteFails(_ blob: [UInt8], _ code: SnapshotError.Code) throws {
        try withSnapshotter { snapshotter, root in
            let layer = try layer(blob: blob)
            let writer = try snapshotter.layerWriter(layer.request)
            let error = #expect(throws: SnapshotError.self) {
                for start in stride(from: 0, to: blob.count, by: 100_000) {
                    try blob[start...].prefix(100_000).withUnsafeBytes { try writer.write($0) }
                }
            }
            #expect(error?.code == code)
            try expectNothingLeft(root)
        }
    }

    private static func expectNothingLeft(_ root: String) throws {
        for directory in ["layers", "unpacking", "trash"] {
            #expect(try TreeSummary.lines("\(root)/\(directory)").isEmpty)
        }
    }

    private static func withSnapshotter(_ body: (OverlaySnapshotter, String) throws -> Void) throws {
        try TemporaryDirectory.with { try body(OverlaySnapshotter(root: $0), $0) }
    }
}
