import Dispatch
import Glibc
import Linux
import OCI
import Snapshots
import Synchronization
import Testing

extension SnapshotterConformance {
    package func removesInOrder() throws {
        try withSnapshotter { snapshotter, root in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            let top = try LayerFixture(on: base.chainID) { $0.file("top") }
            try top.apply(to: snapshotter)
            try snapshotter.prepare("one", parent: top.chainID)
            try Self.expect(.inUse) { try snapshotter.removeLayer(base.chainID) }
            try Self.expect(.inUse) { try snapshotter.removeLayer(top.chainID) }
            try snapshotter.remove("one")
            try Self.expect(.notFound) { try snapshotter.remove("one") }
            try snapshotter.removeLayer(top.chainID)
            try Self.expect(.notFound) { try snapshotter.prepare("one", parent: top.chainID) }
            try snapshotter.removeLayer(base.chainID)
            try Self.expect(.notFound) { try snapshotter.removeLayer(base.chainID) }
            #expect(try snapshotter.layers() == [] && snapshotter.snapshots() == [])
            try Self.awaitEmptyTrash(root)
            try Self.expectNothingStaged(root)
        }
    }

    /// Snapshots come and go while a layer is asked to go that one of them holds.
    package func refusesALayerInUseWhileSnapshotsGo() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            try snapshotter.prepare("holder", parent: base.chainID)
            let answers = Mutex<Set<String>>([])
            DispatchQueue.concurrentPerform(iterations: 2) { worker in
                for number in 0..<400 {
                    do throws(SnapshotError) {
                        guard worker == 0 else { try snapshotter.removeLayer(base.chainID); continue }
                        try snapshotter.prepare("s\(number)", parent: base.chainID)
                        try snapshotter.remove("s\(number)")
                    } catch {
                        answers.withLock { _ = $0.insert("\(error.code)") }
                    }
                }
            }
            #expect(answers.withLock { $0 } == ["inUse"])
        }
    }

    package func checksNames() throws {
        try withSnapshotter { snapshotter, _ in
            try snapshotter.prepare("a", parent: nil)
            try Self.expect(.alreadyExists) { try snapshotter.prepare("a", parent: nil) }
            for key in ["", "..", ".a", "a/b", "a\0b", String(repeating: "x", count: 129)] {
                try Self.expect(.invalidArgument) { try snapshotter.prepare(key, parent: nil) }
                try Self.expect(.invalidArgument) { _ = try snapshotter.mount(key) }
                try Self.expect(.invalidArgument) { try snapshotter.remove(key) }
            }
            try Self.expect(.notFound) { _ = try snapshotter.mount("b") }
            try Self.expect(.notFound) { _ = try snapshotter.usage("b") }
            try Self.expect(.notFound) { _ = try snapshotter.changes("b", but: .none) }
        }
    }

    package func measuresUsage() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            let applied = try base.apply(to: snapshotter)
            // Two links to `sh` are one file of two bytes; and there are `etc`, `tmp`, `usr`, `bin`, a link, two files.
            #expect(applied.usage == SnapshotUsage(bytes: 4 + 5 + 2, inodes: 8))
            #expect(try snapshotter.usage(ofLayer: base.chainID) == applied.usage)
            try snapshotter.prepare("one", parent: base.chainID)
            #expect(try snapshotter.usage("one") == SnapshotUsage())
            try MountedSnapshot.with("one", of: snapshotter) { root in
                try ToolProcess.run(["sh", "-c", "cd \(root) && printf 12345 > f && ln f g && truncate -s 1G hole"])
            }
            #expect(try snapshotter.usage("one") == SnapshotUsage(bytes: 5, inodes: 2))
        }
    }

    package func findsChanges() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            try snapshotter.prepare("one", parent: base.chainID)
            #expect(try snapshotter.changes("one", but: .none) == [])
            try Self.change("one", in: snapshotter)
            #expect(
                try snapshotter.changes("one", but: .none)
                    == [
                        Change(.modified, "/etc"), Change(.deleted, "/etc/group"), Change(.added, "/etc/new"),
                        Change(.added, "/etc/new/file"), Change(.modified, "/etc/passwd"), Change(.modified, "/tmp"),
                        Change(.deleted, "/usr/bin"), Change(.added, "/usr/local"), Change(.modified, "/usr"),
                    ].sorted { $0.path < $1.path })
        }
    }

    /// What `docker commit` does: the changes, packed and applied again, give the same tree.
    package func packsChangesIntoALayer() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try Self.base()
            try base.apply(to: snapshotter)
            try snapshotter.prepare("one", parent: base.chainID)
            try Self.change("one", in: snapshotter)
            try MountedSnapshot.with("one", of: snapshotter) { root in
                // A directory in another's place hides what was there.
                try ToolProcess.run(["sh", "-c", "cd \(root) && rm -r etc && mkdir etc && echo 1 > etc/hosts"])
                try ToolProcess.run(["sh", "-c", "cd \(root) && find . -exec touch -h -d @5000 {} +"])
            }
            let collected = ByteCollector()
            try snapshotter.archiveChanges("one", but: .none) { bytes throws(SnapshotError) in collected.append(bytes) }
            let layer = try LayerFixture(collected.bytes, on: base.chainID)
            try layer.apply(to: snapshotter)
            let expected = try MountedSnapshot.with("one", of: snapshotter) { try TreeSummary.lines($0) }
            #expect(try MountedSnapshot.summary(of: layer, in: snapshotter) == expected)
            #expect(expected.filter { $0.hasPrefix("/etc/") }.count == 1)
        }
    }

    /// What a runtime made to mount on is no change, unless it was changed afterwards.
    package func tellsMountPointsFromChanges() throws {
        try withSnapshotter { snapshotter, _ in
            let base = try LayerFixture { layer in
                layer.directory("etc/")
                layer.symbolicLink("etc/resolv.conf", to: "../run/./resolv.conf")
                layer.symbolicLink("dev", to: "/lib/dev")
            }
            try base.apply(to: snapshotter)
            try snapshotter.prepare("one", parent: base.chainID)
            let points = MountPoints(
                directories: ["/dev", "/proc", "/opt/a", "/var/b"],
                files: ["/etc/resolv.conf", "/etc/hosts", "/etc/full", "/etc/own"])
            #expect(try snapshotter.changes("one", but: points) == [])
            let lib = "lib lib/dev", made = "run proc opt opt/a var var/b \(lib)"
            let files = "run/resolv.conf etc/hosts etc/full etc/own"
            try Self.run("mkdir -m 755 \(made) && touch \(files) && chmod 644 \(files)", in: "one", of: snapshotter)
            #expect(try snapshotter.changes("one", but: points) == [])
            #expect(try snapshotter.changes("one", but: .none).count == 13)
            try Self.run(
                "echo x > etc/full && chown 1:1 etc/own && chmod 700 opt && mkdir lib/dev/x var/c", in: "one",
                of: snapshotter)
            #expect(
                try snapshotter.changes("one", but: points) == [
                    Change(.modified, "/etc"), Change(.modified, "/etc/full"), Change(.modified, "/etc/own"),
                    Change(.modified, "/lib"), Change(.modified, "/lib/dev"), Change(.added, "/lib/dev/x"),
                    Change(.modified, "/opt"), Change(.modified, "/var"), Change(.added, "/var/c"),
                ])
        }
    }

    private static func run(_ script: String, in key: String, of snapshotter: any Snapshotter) throws {
        try MountedSnapshot.with(key, of: snapshotter) { root in
            try ToolProcess.run(["sh", "-c", "cd \(root) && \(script)"])
        }
    }

    private static func change(_ key: String, in snapshotter: any Snapshotter) throws {
        try MountedSnapshot.with(key, of: snapshotter) { root in
            let script = """
                cd \(root) && rm etc/group && rm -r usr/bin && mkdir etc/new usr/local && echo x > etc/new/file &&
                echo y >> etc/passwd && chmod 700 tmp
                """
            try ToolProcess.run(["sh", "-c", script])
        }
    }

    static func expect(_ code: SnapshotError.Code, _ body: () throws -> Void) throws {
        let error = #expect(throws: SnapshotError.self) { try body() }
        #expect(error?.code == code)
    }
}
