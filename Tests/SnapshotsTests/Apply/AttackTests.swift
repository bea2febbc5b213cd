import Glibc
import OCI
import Snapshots
import TestSupport
import Testing

/// Layers that try to reach what is not theirs, or to break who applies them.
@Suite(.enabled(if: getuid() == 0, "owning files needs root"))
struct AttackTests {
    enum Implementation: String, CaseIterable, Sendable {
        case overlay, copy

        func make(_ root: String) throws -> any Snapshotter {
            switch self {
            case .overlay: try OverlaySnapshotter(root: root)
            case .copy: try CopySnapshotter(root: root)
            }
        }
    }

    /// Applies a layer beside files that it must not touch.
    private func attack(
        _ implementation: Implementation, _ build: (inout ArchiveFixture, String) -> Void,
        check: (Result<String, SnapshotError>) throws -> Void
    ) throws {
        try TemporaryDirectory.with { directory in
            let outside = directory + "/outside"
            try ToolProcess.run([
                "sh", "-c", "mkdir \(outside) && echo secret > \(outside)/file && chmod 600 \(outside)/file",
            ])
            let before = try TreeSummary.lines(outside)
            let root = directory + "/snapshots"
            let snapshotter = try implementation.make(root)
            let layer = try LayerFixture { build(&$0, outside) }
            let result: Result<String, SnapshotError>
            do {
                try layer.apply(to: snapshotter)
                result = .success("\(root)/layers/\(layer.chainID.encoded)/fs")
            } catch let error as SnapshotError {
                result = .failure(error)
                #expect(try snapshotter.layers().isEmpty)
            }
            try check(result)
            #expect(try TreeSummary.lines(outside) == before)
            for left in ["unpacking", "staging", "trash"] { #expect(try TreeSummary.lines("\(root)/\(left)").isEmpty) }
        }
    }

    private func refuses(
        _ implementation: Implementation, _ code: SnapshotError.Code = .invalidArchive,
        _ build: (inout ArchiveFixture, String) -> Void
    ) throws {
        try attack(implementation, build) { result in
            guard case .failure(let error) = result else { return #expect(Bool(false), "it was applied") }
            #expect(error.code == code)
            #expect(!error.message.contains("\n"))
        }
    }

    private func contains(
        _ implementation: Implementation, _ names: [String], _ build: (inout ArchiveFixture, String) -> Void
    ) throws {
        try attack(implementation, build) { result in
            let lines = try TreeSummary.lines(result.get())
            #expect(lines.map { String($0.prefix { $0 != " " }) } == names)
        }
    }

    @Test(arguments: Implementation.allCases)
    func pathsOutOfTheRoot(_ implementation: Implementation) throws {
        for path in ["../x", "a/../../x", "/../x", "..", "a/b/../../../outside/file"] {
            try refuses(implementation) { layer, _ in layer.file(path) }
            try refuses(implementation) { layer, _ in
                layer.file("a")
                layer.hardLink("b", to: path)
            }
        }
        try refuses(implementation) { layer, _ in layer.file(".wh...") }
        try refuses(implementation) { layer, _ in layer.file("a/.wh..") }
        try refuses(implementation) { layer, _ in layer.file("a/.wh.") }
    }

    @Test(arguments: Implementation.allCases)
    func absolutePaths(_ implementation: Implementation) throws {
        try contains(implementation, ["/a", "/a/b", "/c"]) { layer, _ in
            layer.file("/a/./b")
            layer.file("//c/../c")
        }
    }

    @Test(arguments: Implementation.allCases)
    func directoriesThatAreLinks(_ implementation: Implementation) throws {
        // Inside the tree, each target is as the tree's own programs would see it.
        try contains(implementation, ["/away", "/real", "/real/file"]) { layer, _ in
            layer.directory("real/")
            layer.symbolicLink("away", to: "/real")
            layer.file("away/file")
        }
        try contains(implementation, ["/real", "/real/away", "/real/file"]) { layer, _ in
            layer.directory("real/")
            layer.symbolicLink("real/away", to: "../../../../real")
            layer.file("real/away/file")
        }
        for target in ["", "/file", "/../../../../../.."] {
            try attack(implementation) { layer, outside in
                layer.symbolicLink("away", to: outside + target)
                layer.file("away/file", "overwritten")
                layer.file("away", "overwritten")
            } check: { _ in
            }
            try attack(implementation) { layer, outside in
                layer.symbolicLink("away", to: outside)
                layer.whiteout("away/file")
                layer.opaque("away")
                layer.directory("away/")
            } check: { _ in
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func linksAtTheEnd(_ implementation: Implementation) throws {
        // Whatever comes onto a link replaces it.
        try contains(implementation, ["/a", "/b", "/c", "/d"]) { layer, outside in
            for name in ["a", "b", "c", "d"] { layer.symbolicLink(name, to: outside + "/file") }
            layer.file("a", "overwritten", mode: 0o777)
            layer.directory("b/", mode: 0o777)
            layer.hardLink("c", to: "a")
            var fifo = ArchiveFixture.entry(.fifo, "d", 0o777)
            fifo.user = 1
            layer.add(fifo)
        }
        // A link to a link is one more name of the link.
        try attack(implementation) { layer, outside in
            layer.symbolicLink("a", to: outside + "/file")
            layer.hardLink("b", to: "a")
            layer.file("b", "overwritten")
        } check: { result in
            let lines = try TreeSummary.lines(result.get())
            #expect(lines.count == 2)
        }
    }

    @Test(arguments: Implementation.allCases)
    func hardLinks(_ implementation: Implementation) throws {
        try refuses(implementation) { layer, outside in layer.hardLink("a", to: outside + "/file") }
        try refuses(implementation) { layer, outside in
            layer.symbolicLink("away", to: outside)
            layer.hardLink("a", to: "away/file")
        }
        try refuses(implementation) { layer, _ in
            layer.directory("d/")
            layer.hardLink("a", to: "d")
        }
        try contains(implementation, ["/a"]) { layer, _ in
            layer.file("a")
            layer.hardLink("a", to: "a")
        }
        try refuses(implementation) { layer, _ in
            layer.whiteout("a")
            layer.hardLink("b", to: "a")
        }
    }

    @Test(arguments: Implementation.allCases)
    func changesOfKind(_ implementation: Implementation) throws {
        try contains(implementation, ["/x", "/x/inside"]) { layer, outside in
            layer.directory("x/", mode: 0o2755)
            layer.file("x/deep/file")
            layer.file("x", "file")
            layer.symbolicLink("x", to: outside)
            layer.add(ArchiveFixture.entry(.fifo, "x", 0o644))
            layer.directory("x/")
            layer.file("x/inside")
        }
        try refuses(implementation) { layer, _ in
            layer.file("x")
            layer.file("x/inside")
        }
        try refuses(implementation) { layer, _ in layer.file("./", "root") }
        try refuses(implementation) { layer, _ in layer.symbolicLink(".", to: "/") }
        try refuses(implementation) { layer, _ in
            layer.symbolicLink("loop", to: "loop")
            layer.file("loop/x")
        }
        try refuses(implementation) { layer, _ in
            layer.symbolicLink("dangling", to: "nowhere")
            layer.file("dangling/x")
        }
        try refuses(implementation) { layer, _ in layer.file(String(repeating: "n", count: 256)) }
        try refuses(implementation, .limitExceeded) { layer, _ in
            layer.file(String(repeating: "n/", count: 2100))
        }
    }

    @Test(arguments: Implementation.allCases)
    func overlayAttributes(_ implementation: Implementation) throws {
        try attack(implementation) { layer, _ in
            var directory = ArchiveFixture.entry(.directory, "d/", 0o755)
            for name in ["trusted.overlay.opaque", "trusted.overlay.redirect", "user.overlay.metacopy", "user.kept"] {
                directory.attributes.append(ExtendedAttribute(name: Array(name.utf8), value: Array("y".utf8)))
            }
            layer.add(directory)
        } check: { result in
            let attributes = try ExtendedAttributeFixture.all(result.get() + "/d")
            #expect(attributes.map(\.name) == ["user.kept"])
        }
    }

    @Test(arguments: Implementation.allCases)
    func deepTrees(_ implementation: Implementation) throws {
        // Deeper than a path can name: through a link to the end of one.
        let part = String(repeating: "d/", count: 1500)
        try attack(implementation) { layer, _ in
            layer.directory(part)
            layer.symbolicLink("down", to: part)
            layer.directory("down/" + part)
            layer.file("x")
        } check: { result in
            _ = try result.get()
            try ToolProcess.run(["rm", "-rf", result.get()])
        }
    }

    @Test(arguments: Implementation.allCases)
    func bombs(_ implementation: Implementation) throws {
        try TemporaryDirectory.with { directory in
            let snapshotter = try implementation.make(directory + "/snapshots")
            var limits = LayerLimits()
            limits.archiveSize = 1 << 20
            limits.entries = 100
            let large = try LayerFixture { $0.file("zeros", String(repeating: "0", count: 2 << 20)) }
            let bomb = try LayerFixture(large.blob, blob: CompressedFixture.gzip(large.blob))
            let many = try LayerFixture { layer in for number in 0..<200 { layer.file("\(number)") } }
            for layer in [large, bomb, many] {
                let error = #expect(throws: SnapshotError.self) { try layer.apply(to: snapshotter, limits: limits) }
                #expect(error?.code == .limitExceeded)
            }
            #expect(try snapshotter.layers().isEmpty)
        }
    }
}
