import Glibc
import Snapshots
import TestSupport
import Testing

/// Damaged layers, applied for good: whatever they say, nothing outside the tree changes and nothing is left.
@Suite(.enabled(if: getuid() == 0, "owning files needs root"))
struct ArchiveDamageTests {
    @Test func survivesDamage() throws {
        try TemporaryDirectory.with { directory in
            let outside = directory + "/outside"
            try ToolProcess.run(["sh", "-c", "mkdir \(outside) && echo secret > \(outside)/file"])
            let before = try TreeSummary.lines(outside)
            let root = directory + "/snapshots"
            let snapshotter = try OverlaySnapshotter(root: root)
            let archive = try Self.archive(outside)
            var generator = SplitMix(seed: 23)
            var (accepted, rejected) = (0, 0)
            for _ in 0..<250 {
                let damaged = Mutation.withCorrectChecksums(Mutation.apply(to: archive, &generator))
                let layer = try LayerFixture(damaged)
                do {
                    try layer.apply(to: snapshotter, pieceSize: .random(in: 1...3000, using: &generator))
                    try snapshotter.removeLayer(layer.chainID)
                    accepted += 1
                } catch is SnapshotError {
                    rejected += 1
                }
            }
            #expect(accepted > 10 && rejected > 10)
            #expect(try TreeSummary.lines(outside) == before)
            for left in ["layers", "unpacking", "staging", "trash"] {
                #expect(try TreeSummary.lines("\(root)/\(left)").isEmpty)
            }
        }
    }

    private static func archive(_ outside: String) throws -> [UInt8] {
        try ArchiveFixture { layer in
            layer.directory("a/", mode: 0o1777)
            layer.file("a/file", "text", mode: 0o4755)
            layer.symbolicLink("a/link", to: outside)
            layer.hardLink("a/hard", to: "a/file")
            layer.symbolicLink("b", to: outside)
            layer.file("c/file", "text")
            layer.whiteout("a/gone")
            layer.opaque("c")
            layer.directory("b/")
            layer.add(ArchiveFixture.entry(.fifo, "fifo", 0o600))
        }.bytes()
    }
}
