import FoundationEssentials
import Glibc
import Linux
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

/// An ordinary user runs containers: what root may and it may not is left out where nothing asks for it, and refused by
/// its name where something does.
@Suite(.enabled(if: geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0))
struct RootlessTests {
    private static let user: UInt32 = 54_321

    private func bundle(
        _ script: String, _ configure: (inout RuntimeSpec) throws -> Void = { _ in }
    ) throws -> Bundle {
        let bundle = try Bundle(script)
        let args = bundle.spec.process?.args
        let version = bundle.spec.ociVersion
        bundle.spec = .rootless(user: Self.user, group: Self.user)
        bundle.spec.ociVersion = version
        bundle.spec.process?.args = args
        bundle.spec.process?.terminal = false
        try configure(&bundle.spec)
        let user = Self.user
        try bundle.giveRoot(to: user)
        bundle.wrapper = ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"]
        return bundle
    }

    @Test func itsOwnIdBecomesRoot() throws {
        let bundle = try bundle(
            "id -u; cat /proc/self/uid_map; cat /proc/self/setgroups; ps | wc -l; echo a >/dev/null")
        let outcome = try bundle.run()
        #expect(outcome.lines.first == "0", "\(outcome)")
        #expect(outcome.lines.dropFirst().first?.split(separator: " ") == ["0", "\(Self.user)", "1"])
        #expect(outcome.lines.dropFirst(2).first == "deny")
        #expect(Int(outcome.lines.last ?? "") ?? 99 <= 4)
        // crun asks newuidmap(1) for an id that needs none, and says that it did in vain.
        if RuntimeUnderTest.peer != .crun { #expect(outcome.errors == "") }
        try bundle.expectNothingLeft()
    }

    @Test func aContainerLives() throws {
        let bundle = try bundle("echo >/tmp/ready; sleep 1000") { $0.root?.readonly = false }
        try bundle.makeReadyPipe()
        try bundle.create()
        #expect(try bundle.state().status == .created)
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitUntilReady()
        #expect(try bundle.state().status == .running)
        let inside = try bundle.exec(
            "sh", "-c",
            "id -u; readlink /proc/self/ns/user; readlink /proc/1/ns/user; ps | grep -c 'sleep [1]000'; exit 3")
        #expect(inside.status == 3, "\(inside)")
        #expect(inside.lines.first == "0")
        #expect(inside.lines.count == 4 && inside.lines[1] == inside.lines[2])
        #expect(inside.lines.last == "1")
        #expect(try bundle.runtime("list", "--quiet").output == "\(bundle.id)\n")
        // runc asks the cgroup alone, which is none of the container's.
        if RuntimeUnderTest.isOurs {
            #expect(try bundle.runtime("ps", "--format", "json", bundle.id).output == "[\(try bundle.pid())]\n")
        }
        #expect(try bundle.runtime("kill", bundle.id, "KILL").status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// Of the user namespace's, where the user has them all.
    @Test func capabilitiesAreGiven() throws {
        let bundle = try bundle("grep -E '^Cap(Prm|Eff|Bnd)' /proc/self/status | cut -f2") { spec in
            let names = ["CAP_CHOWN", "CAP_SYS_ADMIN", "CAP_SYS_RESOURCE"]
            spec.process?.capabilities = .init(bounding: names, effective: names, permitted: names)
        }
        let all = String(1 << 0 | 1 << 21 | 1 << 24, radix: 16)
        let outcome = try bundle.run()
        #expect(outcome.lines.map { $0.drop { $0 == "0" } } == [all[...], all[...], all[...]], "\(outcome)")
        if RuntimeUnderTest.peer != .crun { #expect(outcome.errors == "") }
    }

    /// The process that waits can be inspected by nobody, so it gives its namespaces itself.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aProcessIsAddedBeforeTheStart() throws {
        let bundle = try bundle("echo started") { $0.linux?.namespaces?.append(.init(type: .network)) }
        try bundle.create()
        let kinds = ["user", "mnt", "pid", "ipc", "uts", "cgroup", "net"]
        let inside = try bundle.exec(
            "sh", "-c", "id -u; for k in \(kinds.joined(separator: " ")); do readlink /proc/self/ns/$k; done")
        let expected = try kinds.map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(try bundle.pid())/ns/\($0)")
        }
        #expect(inside.lines == ["0"] + expected, "\(inside)")
        #expect(try bundle.exec("true").status == 0)
        #expect(try bundle.state().status == .created)
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.output() == "started\n")
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs && access("/proc/self/ns/time", F_OK) == 0))
    func itsClocksAreItsOwn() throws {
        let bundle = try bundle("sleep 1000") { spec in
            spec.linux?.namespaces?.append(.init(type: .time))
            spec.linux?.timeOffsets = try decoded(#"{"boottime": {"secs": 1000000}, "monotonic": {"secs": 7}}"#)
        }
        try bundle.create()
        let inside = try bundle.exec("sh", "-c", "readlink /proc/self/ns/time; cut -d. -f1 /proc/uptime")
        #expect(try #require(Int(inside.lines.last ?? "")) >= 1_000_000, "\(inside)")
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/time")
        #expect(inside.lines.first != own)
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        let again = try bundle.exec("sh", "-c", "readlink /proc/1/ns/time; cut -d. -f1 /proc/uptime")
        #expect(again.lines.first == inside.lines.first, "\(again)")
        #expect(try #require(Int(again.lines.last ?? "")) >= 1_000_000)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aTerminalIsGiven() throws {
        let bundle = try bundle("tty") { $0.process?.terminal = true }
        #expect(try bundle.run().output == "/dev/pts/0\r\n")
    }

    @Test func aDirectoryIsBound() throws {
        let bundle = try bundle("cat /data/file; echo x >/data/file") { spec in
            spec.mounts?.append(.init(destination: "/data", type: "bind", source: "data", options: ["rbind", "ro"]))
        }
        try ToolProcess.run(["mkdir", "\(bundle.directory)/data"])
        try bundle.write("content\n", to: "\(bundle.directory)/data/file")
        let outcome = try bundle.run()
        #expect(outcome.output == "content\n", "\(outcome)")
        #expect(outcome.errors.contains("Read-only file system"))
    }

    /// subuid(5) is another's for the time of the test, in a namespace of mounts.
    @Test(.enabled(if: access("/usr/bin/newuidmap", X_OK) == 0))
    func moreIdsComeFromNewuidmap() throws {
        let bundle = try bundle("id -u; cat /proc/self/uid_map | wc -l; cat /proc/self/gid_map | tail -n 1") { spec in
            let more = RuntimeSpec.IDMapping(containerID: 1, hostID: 200_000, size: 1000)
            spec.linux?.uidMappings?.append(more)
            spec.linux?.gidMappings?.append(more)
            spec.process?.user = .init(uid: 7, gid: 7)
        }
        try bundle.write("tester:x:\(Self.user):\(Self.user)::/:/bin/sh\n", to: "\(bundle.directory)/passwd")
        try bundle.write("tester:200000:65536\n", to: "\(bundle.directory)/subid")
        let binds =
            "cd \(bundle.directory) && mount --bind passwd /etc/passwd && mount --bind subid /etc/subuid && "
            + "mount --bind subid /etc/subgid && cd / && exec \"$@\""
        bundle.wrapper =
            ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", binds, "sh"] + bundle.wrapper
        let outcome = try bundle.run()
        #expect(outcome.lines.prefix(2) == ["7", "2"], "\(outcome)")
        #expect(outcome.lines.last?.split(separator: " ") == ["1", "200000", "1000"])
        // What subuid(5) does not give is not to be had.
        bundle.spec.linux?.uidMappings?[1].hostID = 300_000
        let refused = try bundle.run()
        #expect(refused.status != 0)
        if RuntimeUnderTest.isOurs { #expect(refused.errors.contains("linux.uidMappings: "), "\(refused)") }
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aLimitThatCannotBeKeptIsRefused() throws {
        let bundle = try bundle("true") { $0.linux?.resources = .init(pids: .init(limit: 10)) }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("linux.resources.pids.limit: "), "\(outcome)")
        try bundle.expectNothingLeft()
        // Asked for, cgroups are needed.
        bundle.spec.linux?.resources = nil
        bundle.globalOptions = ["--rootless", "false"]
        #expect(try bundle.run().status == 1)
        bundle.globalOptions = ["--rootless", "true"]
        #expect(try bundle.run().status == 0)
        try bundle.expectNothingLeft()
    }

    /// On v2 who places a process needs a right to what is above both places: the runtime runs in the gift too.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aCgroupThatWasGivenAwayIsUsed() throws {
        let bundle = try bundle("echo >/tmp/ready; sleep 1000") { spec in
            // Rules about devices are root's alone to attach, and not missed.
            spec.linux?.resources = .init(pids: .init(limit: 10), devices: [.init(allow: false, access: "rwm")])
            spec.root?.readonly = false
        }
        let hierarchy = UnifiedHierarchy.isAlone ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids"
        let parent = "\(hierarchy)/\(bundle.id)-given"
        let script =
            "mkdir -p $0/runtime && chown -R \(Self.user) $0 && echo $$ >$0/runtime/cgroup.procs && exec \"$@\""
        bundle.wrapper = ["/bin/sh", "-c", script, parent] + bundle.wrapper
        defer { for directory in ["\(parent)/runtime", parent] { rmdir(directory) } }
        bundle.spec.linux?.cgroupsPath = "/\(bundle.id)-given/c"
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        #expect(try SmallFile.read("\(parent)/c/pids.max") == "10\n")
        #expect(try SmallFile.read("\(parent)/c/cgroup.procs") != "")
        #expect(try bundle.runtime("update", "--pids-limit", "20", bundle.id).status == 0)
        #expect(try SmallFile.read("\(parent)/c/pids.max") == "20\n")
        #expect(try bundle.exec("true").status == 0)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(access("\(parent)/c", F_OK) != 0)
    }
}
