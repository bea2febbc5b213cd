import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

/// What a client finds that knows runc: its files, its outputs and its words.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.speaksAsRunc))
struct ClientViewTests {
    private func running() throws -> Bundle {
        let bundle = try Bundle("sleep 1000") { $0.annotations = ["a": "b"] }
        try bundle.startDetached()
        return bundle
    }

    @Test func theStateFileTellsOfProcessCgroupsAndNamespaces() throws {
        let bundle = try running()
        let state: JSONValue = try decoded(try SmallFile.read("\(bundle.stateRoot)/\(bundle.id)/state.json"))
        let pid = try bundle.pid()
        #expect(state["id"] == .string(bundle.id))
        #expect(state["init_process_pid"]?.number == Double(pid))
        #expect(state["init_process_start"]?.number ?? 0 > 0)
        #expect(state["created"] != nil)
        #expect(state["rootless"] == .bool(false))
        #expect(state["intel_rdt_path"] == .string(""))
        let controller = UnifiedHierarchy.isAlone ? "" : "memory"
        let directory = try #require(try bundle.cgroups().first { controller.isEmpty || $0.contains("/memory/") })
        #expect(state["cgroup_paths"]?[controller] == .string(directory))
        for (name, file) in [("NEWNET", "net"), ("NEWNS", "mnt"), ("NEWPID", "pid"), ("NEWUSER", "user")] {
            #expect(state["namespace_paths"]?[name] == .string("/proc/\(pid)/ns/\(file)"))
        }
        let configuration = try #require(state["config"])
        #expect(configuration["rootfs"] == .string("\(bundle.directory)/rootfs"))
        #expect(configuration["labels"] == .array([.string("a=b"), .string("bundle=\(bundle.directory)")]))
    }

    /// A named pipe stands for `/dev/null`: what is there is written to, and stays.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func thePidIsWrittenThroughWhatIsNoFile() throws {
        let bundle = try Bundle()
        let path = "\(bundle.directory)/pipe"
        try systemCall("mkfifo") { mkfifo(path, 0o600) }
        let pipe = try OwnedDescriptor.open(path, O_RDWR | O_NONBLOCK)
        try bundle.writeConfiguration()
        let words = ["--bundle", bundle.directory, "--pid-file", path, bundle.id]
        #expect(try bundle.runtime(["create"] + words).status == 0)
        #expect(try FileStatus(of: path).kind == .fifo)
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = try systemCall("read") { read(pipe.raw, &bytes, bytes.count) }
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == "\(try bundle.state().pid)")
    }

    @Test func statisticsHaveTheMembersThatClientsRead() throws {
        let bundle = try running()
        let event: JSONValue = try decoded(try bundle.runtime("events", "--stats", bundle.id).output)
        let data = try #require(event["data"])
        #expect(data.members?.map(\.name).contains("network_interfaces") == true)
        #expect(data["network_interfaces"] == .null)
        // Of v2 there are none, as under runc.
        let isLegacy = access("/sys/fs/cgroup/cpuset", F_OK) == 0
        for name in isLegacy ? ["cpus", "mems"] : [] {
            guard case .array(let numbers) = data["cpuset"]?[name] else {
                Issue.record("there is no list of \(name): \(data)")
                continue
            }
            #expect(!numbers.isEmpty)
        }
        // A list that would be empty is left out.
        for member in data["blkio"]?.members ?? [] { #expect(member.value != .array([])) }
    }

    @Test func aStoppedContainerHasNoProcessesToList() throws {
        let bundle = try running()
        #expect(try bundle.runtime("kill", bundle.id, "KILL").status == 0)
        try bundle.waitForEnd()
        let list = try bundle.runtime("ps", "--format", "json", bundle.id)
        #expect(list.status == 0)
        #expect(list.lines == ["null"])
        #expect(try bundle.runtime("ps", bundle.id).lines.count == 1)
    }

    @Test func refusalsAreInTheWordsThatClientsKnow() throws {
        let bundle = try running()
        #expect(try bundle.runtime("start", bundle.id).tells("cannot start an already running container"))
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        let words = "cannot exec in a paused container (use --ignore-paused to override)"
        #expect(try bundle.exec("true").tells(words))
        #expect(try bundle.runtime("resume", bundle.id).status == 0)
        #expect(try bundle.runtime("kill", bundle.id, "KILL").status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.runtime("start", bundle.id).tells("cannot start a container that has stopped"))
        let again = try bundle.runtime("spec", "--bundle", bundle.directory)
        #expect(again.status == 1)
        #expect(again.tells("config.json exists. Remove it first"), "\(again)")
    }

    /// Which a client would wait for the reason in.
    @Test func aLogThatCannotBeWrittenIsAFailure() throws {
        let bundle = try Bundle()
        let outcome = try bundle.runtime("--log", "\(bundle.directory)/none/log", "list")
        #expect(outcome.status == 1)
        #expect(outcome.tells("msg=\"open \(bundle.directory)/none/log: no such file or directory\""), "\(outcome)")
    }

    @Test func optionsOfEveryFilesystemAreAmongTheFeatures() throws {
        let features: JSONValue = try decoded(try Bundle().runtime("features").output)
        guard case .array(let options) = features["mountOptions"] else {
            Issue.record("there are no mount options: \(features)")
            return
        }
        for option in ["async", "dirsync", "lazytime", "mand", "nolazytime", "nomand", "rro", "sync"] {
            #expect(options.contains(.string(option)), "\(option)")
        }
    }
}
