import Glibc
import Linux
import OCI
import Snapshots
import TestSupport
import Testing

@Suite(.enabled(if: getuid() == 0, "mounting needs root"))
struct ManyLayersTests {
    /// Layers come in any order, and at the same time; the stack shows once all are there.
    @Test func mounts125Layers() throws {
        try TemporaryDirectory.with { directory in
            let snapshotter = try OverlaySnapshotter(root: directory + "/snapshots")
            var layers: [LayerFixture] = []
            for number in 0..<125 {
                layers.append(
                    try LayerFixture(on: layers.last?.chainID) { layer in
                        layer.directory("d/", mode: 0o711, seconds: Int64(number))
                        layer.file("d/\(number)", "\(number)")
                        layer.file("d/top", "\(number)")
                        if number > 0 { layer.whiteout("d/\(number - 1)") }
                    })
            }
            var generator = SplitMix(seed: 5)
            for layer in layers.shuffled(using: &generator) {
                #expect(throws: SnapshotError.self) { try snapshotter.prepare("early", parent: layers[124].chainID) }
                try layer.apply(to: snapshotter)
            }
            try snapshotter.prepare("one", parent: layers[124].chainID)
            guard case .overlay(let overlay) = try snapshotter.mount("one") else { return #expect(Bool(false)) }
            #expect(overlay.lower.count == 125)
            let names = try MountedSnapshot.with("one", of: snapshotter) { try TreeSummary.lines($0) }
            #expect(names.map { $0.prefix { $0 != " " } } == ["/d", "/d/124", "/d/top"])
            #expect(names[0].hasSuffix("40711 0:0 124.0"))
        }
    }

    /// What a layer does not describe it takes from the layers below, also when those come later.
    @Test func settlesUndescribedDirectories() throws {
        try TemporaryDirectory.with { directory in
            let snapshotter = try OverlaySnapshotter(root: directory + "/snapshots")
            let base = try LayerFixture { layer in
                layer.directory("./", mode: 0o555)
                layer.directory("var/", mode: 0o700, owner: 7)
                layer.directory("var/spool/", mode: 0o1777, owner: 8)
            }
            let middle = try LayerFixture(on: base.chainID) { $0.file("var/spool/a") }
            let top = try LayerFixture(on: middle.chainID) { $0.file("var/spool/b") }
            for layer in [top, middle, base] { try layer.apply(to: snapshotter) }
            let lines = try MountedSnapshot.summary(of: top, in: snapshotter)
            #expect(lines[0] == "/var 40700 7:7 1000.0")
            #expect(lines[1] == "/var/spool 41777 8:8 1000.0")
            #expect(lines.count == 4)
            try snapshotter.prepare("one", parent: top.chainID)
            var status = stat()
            _ = try MountedSnapshot.with("one", of: snapshotter) { stat($0, &status) }
            #expect(status.st_mode & 0o7777 == 0o555)
        }
    }

    @Test func takesAnOpaqueRoot() throws {
        try TemporaryDirectory.with { directory in
            let snapshotter = try OverlaySnapshotter(root: directory + "/snapshots")
            let base = try LayerFixture { $0.file("old") }
            let top = try LayerFixture(on: base.chainID) { layer in
                layer.file("new")
                layer.opaque("")
            }
            for layer in [base, top] { try layer.apply(to: snapshotter) }
            let lines = try MountedSnapshot.summary(of: top, in: snapshotter)
            #expect(lines.map { $0.prefix { $0 != " " } } == ["/new"])
        }
    }
}
