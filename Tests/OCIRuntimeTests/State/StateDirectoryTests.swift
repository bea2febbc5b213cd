import Cgroups
import Glibc
import Linux
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

struct StateDirectoryTests {
    @Test(arguments: ["a", "A-b_c+d.9", "...", "..a", "-", String(repeating: "x", count: 1024)])
    func ids(id: String) throws {
        #expect(try StateDirectory(root: "/run/x", id: id).path == "/run/x/\(id)")
    }

    /// The last is the place of the filters that are kept for all containers.
    @Test(arguments: [
        "", ".", "..", "a/b", "/", "a b", "ü", "a\0", "a\n", String(repeating: "x", count: 1025),
        SeccompCache.directoryName,
    ])
    func whatIsNoId(id: String) {
        let error = #expect(throws: RuntimeError.self) { try StateDirectory(root: "/run/x", id: id) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message == (id.isEmpty ? "container id cannot be empty" : "invalid container ID format"))
    }

    private func record(_ id: String) throws -> StateRecord {
        let placement = try CgroupPlacement(
            path: nil, id: id, resources: .init(), in: .init(legacy: [], unified: nil))
        return StateRecord(
            ociVersion: "1.2.1", id: id, pid: 5, startTime: 7, created: "2026-01-02T03:04:05Z", bundle: "/b",
            rootfs: "/r", annotations: ["a": "b"], cgroup: ContainerCgroup(placement), namespaces: 1, isFiltered: true,
            poststart: [.init(path: "/bin/true", args: ["true"], env: nil, timeout: 3)], poststop: [])
    }

    @Test func aRecordIsWrittenReadAndRemoved() throws {
        try TemporaryDirectory.with { root in
            let directory = try StateDirectory(root: "\(root)/deep/state", id: "c1")
            let missing = #expect(throws: RuntimeError.self) { try directory.read() }
            #expect(missing?.code == .notFound)
            #expect(missing?.message == "container does not exist")
            try directory.make()
            #expect(try FileStatus(of: directory.path).mode == 0o700)
            let record = try record("c1")
            try directory.write(record)
            #expect(try directory.read() == record)
            let twice = #expect(throws: RuntimeError.self) { try directory.make() }
            #expect(twice?.code == .alreadyExists)
            directory.remove()
            #expect(access(directory.path, F_OK) != 0)
        }
    }

    @Test func damagedRecordsAreRefused() throws {
        try TemporaryDirectory.with { root in
            let directory = try StateDirectory(root: root, id: "c1")
            try directory.make()
            try directory.write(try record("c1"))
            let seed = try SmallFile.bytes("\(directory.path)/state.json")
            for bytes in Mutations(of: [seed], count: 200, seed: 3) {
                try OwnedDescriptor.open("\(directory.path)/state.json", O_WRONLY | O_TRUNC).write(bytes)
                do throws(RuntimeError) { _ = try directory.read() } catch {
                    #expect(error.code == .system)
                    #expect(error.message.hasPrefix("state of container c1: "))
                }
            }
        }
    }

    @Test func aStoppedContainerHasNoProcess() throws {
        let record = try record("c1")
        #expect(record.state(.running).pid == 5)
        #expect(record.state(.stopped).pid == 0)
        #expect(record.state(.running).annotations == ["a": "b"])
    }

    @Test func aProcessIsToldFromOneThatHasItsNumber() throws {
        var record = try record("c1")
        record.pid = getpid()
        record.startTime = try #require(ProcessIdentity.startTime(of: getpid()))
        #expect(try ProcessIdentity.open(record) != nil)
        record.startTime += 1
        #expect(try ProcessIdentity.open(record) == nil)
        record.pid = .max
        #expect(try ProcessIdentity.open(record) == nil)
    }
}
