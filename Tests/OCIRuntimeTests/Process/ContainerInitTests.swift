import Glibc
import Linux
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import OCIRuntime

/// What a container's first process does, in which order: no call that needs rights is carried out.
@Suite struct ContainerInitTests {
    @Test func everythingHasItsOrder() throws {
        let calls = try run()
        #expect(
            calls.of([
                "setsid", "sethostname", "pivot_root", "umount2", "close_range", "setgroups", "setresgid", "setresuid",
                "umask", "seccomp", "execve",
            ]) == [
                "setsid", "umask 0", "sethostname box", "pivot_root", "umount2 old root", "close_range", "close_range",
                "setgroups [5]", "setresgid 1001", "setresuid 1000", "umask 22", "seccomp", "execve /bin/true",
            ])
        #expect(try calls.first("mount_setattr /") < calls.first("move_mount"))
        #expect(try calls.last("move_mount") < calls.first("pivot_root"))
        #expect(try calls.first("pivot_root") < calls.last("mount_setattr"), "the root becomes read-only last")
        #expect(try calls.last("mount_setattr") < calls.first("setresuid 1000"))
    }

    @Test func mountsComeInTheConfigurationsOrderAndAreCoveredAfterwards() throws {
        #expect(
            try run().mountTargets == [
                "/", "/proc", "/dev", "/dev/pts", "/dev/shm", "/dev/mqueue", "/sys", "/proc/bus", "/proc/kcore",
            ])
    }

    /// Of the capabilities that the configuration asks for, an ordinary user has none.
    private func capset(keeping kept: UInt64 = 0) throws -> String {
        let asked: UInt64 = 1 << 0 | 1 << 5
        return "capset " + String(asked & (try ThreadCapabilities.permitted().rawValue) | kept, radix: 16)
    }

    /// What limits a program is there before it is, and what is needed to limit it is kept until then.
    @Test func rightsGoStepByStep() throws {
        let calls = try run()
        let (first, last) = (try capset(keeping: CapabilitySet.systemAdministration.rawValue), try capset())
        #expect(calls.of(["capset"]) == [first, last])
        #expect(try calls.last("prctl PR_CAPBSET_DROP 63") < calls.first("prctl PR_SET_KEEPCAPS"))
        #expect(try calls.first("prctl PR_SET_KEEPCAPS") < calls.first("setresuid 1000"))
        #expect(try calls.first("setresuid 1000") < calls.first(first))
        #expect(try calls.first(first) < calls.first("prctl PR_CAP_AMBIENT"))
        #expect(try calls.first("prctl PR_CAP_AMBIENT") < calls.first("seccomp"))
        #expect(try calls.first("seccomp") < calls.first(last))
        #expect(try calls.first(last) < calls.first("execve /bin/true"))
        #expect(!calls.contains("prctl PR_SET_NO_NEW_PRIVS"))
    }

    /// A program that gains nothing by execve(2) needs no right for its filter.
    @Test func aFilterComesLastWithoutNewPrivileges() throws {
        let calls = try run { $0.process?.noNewPrivileges = true }
        #expect(
            try calls.of(["capset", "seccomp", "execve"]) == [capset(), "seccomp", "execve /bin/true"])
        #expect(try calls.first("prctl PR_SET_NO_NEW_PRIVS") + 1 == calls.first("seccomp"))
    }

    @Test func aProgramOfRootsChangesNoUser() throws {
        let calls = try run { $0.process?.user = RuntimeSpec.User() }
        #expect(calls.of(["setresgid", "setresuid"]) == ["setresgid 0", "setresuid 0"])
        #expect(!calls.contains { $0.hasPrefix("prctl PR_SET_KEEPCAPS") || $0.hasPrefix("fchown") })
    }

    @Test(arguments: ["setsid", "fsmount", "move_mount", "sethostname", "pivot_root", "setresuid", "capset"])
    func nothingIsDoneAfterAFailure(call: String) throws {
        try TemporaryDirectory.with { directory in
            let run = try InitRun(in: directory)
            let error = #expect(throws: RuntimeError.self) { try run.start(failing: [call: .ioError]) }
            #expect(error?.cause?.call == call)
            #expect(run.calls.last?.hasPrefix(call) == true)
            #expect(!run.calls.contains { $0.hasPrefix("execve") })
        }
    }

    private func run(_ change: (inout RuntimeSpec) -> Void = { _ in }) throws -> [String] {
        try TemporaryDirectory.with { directory in
            let run = try InitRun(in: directory, change)
            try run.start()
            return run.calls
        }
    }
}

/// A first process that is none: it makes its calls to a double, in a directory of its own.
private final class InitRun {
    private let directory: String
    private var spec = RuntimeSpec.standard
    private(set) var calls: [String] = []

    init(in directory: String, _ change: (inout RuntimeSpec) -> Void = { _ in }) throws {
        self.directory = directory
        for path in ["root", "root/proc", "root/proc/bus", "root/proc/kcore", "mount", "state", "state/c"] {
            try systemCall("mkdir", path) { mkdir("\(directory)/\(path)", 0o755) }
        }
        spec.process?.args = ["/bin/true"]
        spec.process?.terminal = false
        spec.process?.noNewPrivileges = false
        spec.process?.user = RuntimeSpec.User(uid: 1000, gid: 1001, additionalGids: [5])
        let names = ["CAP_CHOWN", "CAP_KILL"]
        spec.process?.capabilities = .init(bounding: names, effective: names, inheritable: names, permitted: names)
        spec.hostname = "box"
        spec.root = .init(path: "\(directory)/root", readonly: true)
        spec.mounts = spec.mounts?.filter { $0.type != "cgroup" }
        spec.linux?.maskedPaths = ["/proc/kcore", "/absent"]
        spec.linux?.readonlyPaths = ["/proc/bus", "/absent"]
        spec.linux?.seccomp = .init(defaultAction: "SCMP_ACT_ALLOW")
        change(&spec)
    }

    /// Returns when the program would run.
    func start(failing failures: [String: Errno] = [:]) throws(RuntimeError) {
        // Where the program is executed, the test goes on.
        let double = RecordedSystemCalls(
            directory: "\(directory)/mount", failures: failures.merging(["execve": .noSuchFileOrDirectory]) { $1 })
        defer { calls = double.calls.map(\.description) }
        let channel = try doing("channel") { () throws(SystemCallError) in try ChannelPair() }
        try ChildChannel.send(.prepared, to: channel.first.raw)
        shutdown(channel.first.raw, Int32(SHUT_WR))
        let state = "\(directory)/state"
        let request = CreateRequest(id: "c", bundle: directory, spec: spec, streams: .inherited, start: true)
        let place = try StateDirectory(root: state, id: "c")
        var setup: ContainerSetup? = try ContainerSetup(request, place, ContainerRuntime(stateRoot: state))
        try double.handling { () throws(RuntimeError) in
            guard let setup = setup.take() else { return }
            try ContainerInit(setup, channel: channel.second.raw).becomeProgram()
        }
    }
}

extension [String] {
    /// Those of these calls.
    fileprivate func of(_ names: Set<String>) -> [String] {
        filter { names.contains(String($0.prefix { $0 != " " })) }
    }

    fileprivate func first(_ call: String) throws -> Int { try #require(firstIndex { $0.hasPrefix(call) }, "\(call)") }
    fileprivate func last(_ call: String) throws -> Int { try #require(lastIndex { $0.hasPrefix(call) }, "\(call)") }

    /// What was mounted on: each was opened just before.
    fileprivate var mountTargets: [String] {
        indices.filter { self[$0] == "move_mount" }.compactMap { index in
            self[..<index].last { $0.hasPrefix("openat2 ") || $0 == "openat /" }.map { call in
                let path = call.drop { $0 != " " }.dropFirst()
                return path.hasPrefix("/") ? String(path) : "/\(path)"
            }
        }
    }
}
