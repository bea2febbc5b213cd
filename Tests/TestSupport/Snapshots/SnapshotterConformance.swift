import FoundationEssentials
import Glibc
package import Snapshots
import Testing

/// What every snapshotter does alike. Each function is one case; they need root.
package struct SnapshotterConformance {
    package let make: @Sendable (String) throws -> any Snapshotter

    package init(_ make: @escaping @Sendable (String) throws -> any Snapshotter) {
        self.make = make
    }

    func withSnapshotter(_ body: (any Snapshotter, String) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            let root = directory + "/snapshots"
            try body(make(root), root)
            try Self.awaitEmptyTrash(root)
        }
    }

    /// What a snapshot held is deleted beside what goes on, and no one is told of its end. Names only: what is listed
    /// may be gone the next moment.
    static func awaitEmptyTrash(_ root: String) throws {
        for _ in 0..<10_000 {
            if try FileManager.default.contentsOfDirectory(atPath: root + "/trash").isEmpty { return }
            poll(nil, 0, 1)
        }
        throw ToolProcess.Failure(description: "the trash was not emptied")
    }

    static func base() throws -> LayerFixture {
        try LayerFixture { layer in
            layer.directory("./")
            layer.directory("etc/")
            layer.file("etc/passwd", "root")
            layer.file("etc/group", "wheel")
            layer.directory("tmp/", mode: 0o1777)
            layer.directory("usr/")
            layer.directory("usr/bin/")
            layer.file("usr/bin/sh", "#!", mode: 0o4755)
            layer.hardLink("usr/bin/dash", to: "usr/bin/sh")
            layer.symbolicLink("bin", to: "usr/bin")
        }
    }

    // MARK: Layers

    package func appliesStack() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            let top = try LayerFixture(on: base.chainID) { layer in
                layer.directory("etc/", seconds: 2000)
                layer.file("etc/passwd", "root:x")
                layer.whiteout("etc/group")
                layer.whiteout("usr")
                layer.file("new", "here")
            }
            try top.apply(to: snapshotter)
            let lines = try MountedSnapshot.summary(of: top, in: snapshotter, times: false)
            #expect(lines.map { $0.prefix { $0 != " " } } == ["/bin", "/etc", "/etc/passwd", "/new", "/tmp"])
            #expect(try Set(snapshotter.layers()) == [base.chainID, top.chainID])
            #expect(try MountedSnapshot.summary(of: base, in: snapshotter).count == 9)
        }
    }

    package func takesOpaqueDirectory() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            // In one the mark comes before what stays, in the other behind it.
            for isFirst in [true, false] {
                let top = try LayerFixture(on: base.chainID) { layer in
                    layer.directory("etc/")
                    if isFirst { layer.opaque("etc") }
                    layer.file("etc/hosts", "::1 \(isFirst)")
                    if !isFirst { layer.opaque("etc") }
                }
                try top.apply(to: snapshotter)
                let lines = try MountedSnapshot.summary(of: top, in: snapshotter)
                #expect(lines.filter { $0.hasPrefix("/etc/") }.map { $0.prefix { $0 != " " } } == ["/etc/hosts"])
            }
        }
    }

    package func keepsWhatALayerPutsBesideItsWhiteout() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            for isFirst in [true, false] {
                let top = try LayerFixture(on: base.chainID) { layer in
                    if isFirst { layer.whiteout("etc") }
                    layer.directory("etc/", seconds: isFirst ? 1 : 2)
                    layer.file("etc/hosts")
                    if !isFirst { layer.whiteout("etc") }
                }
                try top.apply(to: snapshotter)
                let lines = try MountedSnapshot.summary(of: top, in: snapshotter)
                #expect(lines.filter { $0.hasPrefix("/etc/") }.map { $0.prefix { $0 != " " } } == ["/etc/hosts"])
            }
        }
    }

    package func keepsAttributesOfUndescribedDirectories() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            let top = try LayerFixture(on: base.chainID) { $0.file("tmp/left/behind") }
            try top.apply(to: snapshotter)
            let lines = try MountedSnapshot.summary(of: top, in: snapshotter, times: false)
            #expect(lines.contains("/tmp 41777 0:0"))
            #expect(lines.contains("/tmp/left 40755 0:0"))
        }
    }

    package func refusesWrongDigest() throws {
        try withSnapshotter { snapshotter, root in
            let base = try Self.base()
            var request = base.request
            request.diffID = try LayerFixture { $0.file("other") }.request.diffID
            let writer = try snapshotter.layerWriter(request)
            try base.blob.withUnsafeBytes { try writer.write($0) }
            let error = #expect(throws: SnapshotError.self) { try writer.finish() }
            #expect(error?.code == .digestMismatch)
            #expect(try snapshotter.layers().isEmpty)
            try Self.expectNothingStaged(root)
        }
    }

    package func abandonsWithoutTrace() throws {
        try withSnapshotter { snapshotter, root in
            let base = try Self.base()
            let writer = try snapshotter.layerWriter(base.request)
            try base.blob.prefix(2048).withUnsafeBytes { try writer.write($0) }
            writer.abandon()
            writer.abandon()
            #expect(throws: SnapshotError.self) { try writer.finish() }
            var forgotten: (any LayerWriter)? = try snapshotter.layerWriter(base.request)
            try base.blob.prefix(2048).withUnsafeBytes { try forgotten?.write($0) }
            forgotten = nil
            #expect(!snapshotter.contains(base.chainID))
            try Self.expectNothingStaged(root)
        }
    }

    package func letsTheFirstOfTwoWritersWin() throws {
        try withSnapshotter { snapshotter, root in
            let base = try Self.base()
            let writers = try [snapshotter.layerWriter(base.request), snapshotter.layerWriter(base.request)]
            for writer in writers { try base.blob.withUnsafeBytes { try writer.write($0) } }
            let results = try writers.map { try $0.finish() }
            #expect(results[0] == results[1])
            #expect(try snapshotter.layers() == [base.chainID])
            try Self.expectNothingStaged(root)
        }
    }

    package func recoversFromACrash() throws {
        try withSnapshotter { snapshotter, root in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            try snapshotter.prepare("kept", parent: base.chainID)
            for path in ["unpacking/1-0/fs/deep", "staging/1-1/fs/deep", "trash/1-0/fs/deep"] {
                try ToolProcess.run(["mkdir", "-p", root + "/" + path])
            }
            let again = try make(root)
            try again.recover()
            try Self.expectNothingStaged(root)
            #expect(try again.layers() == [base.chainID])
            #expect(try again.snapshots() == ["kept"])
            #expect(try again.mount("kept") == snapshotter.mount("kept"))
        }
    }

    static func expectNothingStaged(_ root: String) throws {
        for directory in ["unpacking", "staging", "trash"] {
            #expect(try TreeSummary.lines("\(root)/\(directory)") == [])
        }
    }
}
