import FoundationEssentials
import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

/// Members of `linux` and `process` that change what a process is to the kernel.
@Suite(.enabled(if: geteuid() == 0))
struct LinuxFieldTests {
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func thePersonalityIsTheConfigurations() throws {
        let bundle = try Bundle("cat /proc/self/personality; uname -m; echo >/tmp/ready; sleep 1000") { spec in
            spec.linux?.personality = try decoded(#"{"domain": "LINUX32"}"#)
        }
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        #expect(try bundle.output().split(separator: "\n").first == "00000008")
        // Of a process that joins, too.
        #expect(try bundle.exec("cat", "/proc/self/personality").output == "00000008\n")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs && access("/proc/self/numa_maps", F_OK) == 0))
    func theMemoryPolicyIsTheConfigurations() throws {
        let bundle = try Bundle("grep -c ' bind' /proc/self/numa_maps; sleep 1000") { spec in
            spec.linux?.memoryPolicy = try decoded(#"{"mode": "MPOL_BIND", "nodes": "0"}"#)
        }
        try bundle.startDetached()
        let count = try bundle.exec("grep", "-c", " bind", "/proc/self/numa_maps")
        #expect(Int(count.lines.first ?? "0") ?? 0 > 0, "\(count)")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aMemoryPolicyThatCannotBeIsNamed() throws {
        let bundle = try Bundle { spec in
            spec.linux?.memoryPolicy = try decoded(#"{"mode": "MPOL_BIND", "nodes": "1000"}"#)
        }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("linux.memoryPolicy: set_mempolicy"), "\(outcome)")
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func anExecRunsOnItsProcessors() throws {
        let bundle = try Bundle("sleep 1000") { $0.process?.execCPUAffinity = .init(initial: "0", final: "1") }
        try bundle.startDetached()
        let first = try SmallFile.read("/proc/\(bundle.pid())/status")
        let own = try SmallFile.read("/proc/self/status")
        func allowed(_ text: String) -> Substring? {
            text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }?.split(separator: "\t").last
        }
        #expect(allowed(first) == allowed(own))
        #expect(allowed(try bundle.exec("cat", "/proc/self/status").output) == "1")
        let json =
            #"{"args": ["cat", "/proc/self/status"], "cwd": "/", "env": ["PATH=/bin"], "execCPUAffinity": {"initial": "0"}}"#
        try bundle.write(json, to: "\(bundle.directory)/process.json")
        let given = try bundle.runtime("exec", "--process", "\(bundle.directory)/process.json", bundle.id)
        // Before Linux 6.2 a process forgets it when it is placed in a cpuset of v2.
        #expect([allowed(own), "0"].contains(allowed(given.output)), "\(given)")
        let wrong = try bundle.runtime(
            ["exec", "--process", "/dev/stdin", bundle.id], input: json.replacing("\"0\"", with: "\"999\""))
        #expect(wrong.errors.contains("process.execCPUAffinity.initial"), "\(wrong)")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aNetworkDeviceMovesWithItsAddresses() throws {
        let name = "wh\(getpid() % 100_000)"
        let bundle = try Bundle("ip -o address show dev eth7; ip link show dev eth7; sleep 1000") { spec in
            spec.linux?.netDevices = try decoded(#"{"\#(name)": {"name": "eth7"}}"#)
            spec.process?.capabilities = nil
        }
        symlink("busybox", bundle.root("bin/ip"))
        // The device is in a namespace of the test's own, where the runtime is run.
        let prepare = """
            ip link add \(name) type veth peer name \(name)p && ip address add 10.9.8.7/24 dev \(name) && \
            ip address add fd00:9::7/64 dev \(name) nodad && ip link set \(name) up && exec "$@"
            """
        bundle.wrapper = ["/usr/bin/unshare", "--net", "/bin/sh", "-c", prepare, "sh"]
        bundle.spec.process?.args = ["sh", "-c", "ip -o address show dev eth7; ip link show dev eth7"]
        let outcome = try bundle.run()
        #expect(outcome.output.contains("inet 10.9.8.7/24"), "\(outcome)")
        #expect(outcome.output.contains("inet6 fd00:9::7/64"), "\(outcome)")
        #expect(outcome.output.contains("UP"), "\(outcome)")
        bundle.spec.linux?.netDevices = try decoded(#"{"nope0": {}}"#)
        let missing = try bundle.run()
        #expect(missing.errors.contains("linux.netDevices: nope0: "), "\(missing)")
        try bundle.expectNothingLeft()
    }

    /// The listener gets the descriptor of the notifications, and answers for the kernel.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aListenerDecidesAboutSystemCalls() throws {
        let bundle = try Bundle("mkdir /dev/shm/made 2>&1; sleep 1000")
        let supervisor = try SystemCallSupervisor(in: bundle.directory)
        var filter = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ALLOW")
        filter.syscalls = [.init(names: ["mkdir", "mkdirat"], action: "SCMP_ACT_NOTIFY")]
        filter.listenerPath = supervisor.path
        filter.listenerMetadata = "some metadata"
        bundle.spec.linux?.seccomp = filter
        try bundle.startDetached()
        let state: JSONValue = try decoded(try supervisor.refuseOne())
        #expect(state["metadata"] == .string("some metadata"))
        #expect(state["fds"] == .array([.string("seccompFd")]))
        #expect(state["state"]?["id"] == .string(bundle.id))
        #expect(state["pid"]?.number == Double(try bundle.pid()))

        try bundle.write("#!/bin/sh\nmkdir /dev/shm/more", to: bundle.root("tmp/program"), mode: 0o755)
        let detached = try bundle.runtime("exec", "--detach", bundle.id, "/tmp/program")
        #expect(detached.status == 0, "\(detached)")
        let second: JSONValue = try decoded(try supervisor.refuseOne())
        #expect(second["pid"] != state["pid"])
        let output = try bundle.output()
        #expect(output.contains("No space left on device"), "\(output)")
    }

    /// Without a namespace of mounts, they are made where all see them, and taken away with the container.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func mountsOfTheHostsNamespaceGoWithTheContainer() throws {
        let bundle = try Bundle("echo $(ls /) >/dev/shm/list; ls / | xargs; cat /proc/self/mounts | wc -l") { spec in
            spec.hostname = nil
            spec.linux?.namespaces = [.init(type: .pid), .init(type: .ipc), .init(type: .network)]
            spec.mounts?.removeAll { $0.destination == "/sys/fs/cgroup" }
        }
        let outcome = try bundle.run()
        #expect(outcome.lines.first == "bin dev etc proc sys tmp", "\(outcome)")
        #expect(Int(outcome.lines.last ?? "") ?? 0 > 5)
        try bundle.expectNothingLeft()
        bundle.spec.process?.args = ["nope"]
        #expect(try bundle.run().status == 1)
        try bundle.expectNothingLeft()
    }

    @Test func aNamespaceOfMountsIsJoined() throws {
        let holder = try Bundle("sleep 1000")
        let script = "unshare --mount --propagation private sh -c 'echo $$ >$0/ns; exec sleep 1000' $0 &"
        let started = try ProgramRun(
            arguments: ["/bin/sh", "-c", "\(script) until [ -s $0/ns ]; do :; done", holder.directory],
            directory: holder.directory
        ).run()
        #expect(started.status == 0)
        let pid = try #require(Int32(try SmallFile.read("\(holder.directory)/ns").filter(\.isNumber)))
        let process = try ProcessDescriptor.open(pid)
        defer { try? ProcessDescriptor.signal(process.raw, SIGKILL) }
        let bundle = try Bundle("readlink /proc/self/ns/mnt; ls / | xargs") { spec in
            let own = spec.linux?.namespaces?.firstIndex { $0.type == .mount }
            if let own { spec.linux?.namespaces?[own].path = "/proc/\(pid)/ns/mnt" }
        }
        let outcome = try bundle.run()
        let expected = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/mnt")
        #expect(outcome.lines == [expected, "bin dev etc proc sys tmp"], "\(outcome)")
        try bundle.expectNothingLeft()
    }

    @Test func aUserNamespaceIsJoined() throws {
        let mapping = [RuntimeSpec.IDMapping(containerID: 0, hostID: 100_000, size: 65_536)]
        let first = try Bundle("sleep 1000") { spec in
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = mapping
            spec.linux?.gidMappings = mapping
        }
        try first.startDetached()
        let pid = try first.pid()
        let second = try Bundle(
            "readlink /proc/self/ns/user; readlink /proc/self/ns/net; id -u; hostname; cat /proc/self/uid_map"
        ) { spec in
            spec.linux?.namespaces = [
                .init(type: .pid), .init(type: .mount), .init(type: .uts), .init(type: .ipc), .init(type: .cgroup),
                .init(type: .user, path: "/proc/\(pid)/ns/user"),
                .init(type: .network, path: "/proc/\(pid)/ns/net"),
            ]
            // Podman repeats them.
            spec.linux?.uidMappings = mapping
            spec.linux?.gidMappings = mapping
        }
        let outcome = try second.run()
        let namespaces = try ["user", "net"].map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/\($0)")
        }
        #expect(Array(outcome.lines.prefix(4)) == namespaces + ["0", second.spec.hostname ?? ""], "\(outcome)")
        #expect(outcome.lines.last?.split(separator: " ") == ["0", "100000", "65536"])
        try second.expectNothingLeft()
    }

    /// A network of the host's goes with a new user namespace, whose owner has no right to it.
    @Test func aNetworkIsJoinedFromANewUserNamespace() throws {
        let first = try Bundle("sleep 1000")
        try first.startDetached()
        let pid = try first.pid()
        let second = try Bundle("readlink /proc/self/ns/net") { spec in
            let mapping = [RuntimeSpec.IDMapping(containerID: 0, hostID: 100_000, size: 65_536)]
            spec.linux?.namespaces?.removeAll { $0.type == .network }
            spec.linux?.namespaces? += [.init(type: .user), .init(type: .network, path: "/proc/\(pid)/ns/net")]
            spec.linux?.uidMappings = mapping
            spec.linux?.gidMappings = mapping
            // sysfs is of the network's namespace, which is another's.
            spec.mounts?.removeAll { $0.destination.hasPrefix("/sys") }
        }
        let outcome = try second.run()
        let expected = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/net")
        #expect(outcome.lines == [expected], "\(outcome)")
        try second.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs), arguments: ["nope", "monotonic"])
    func aClockThatCannotBeSetIsNamed(clock: String) throws {
        let bundle = try Bundle { spec in
            spec.linux?.namespaces?.append(.init(type: .time))
            spec.linux?.timeOffsets = try decoded("{\"\(clock)\": {\"secs\": -1000000000}}")
        }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("linux.timeOffsets: \(clock) -1000000000 0: "), "\(outcome)")
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aNamespaceOfAnotherKindIsNamed() throws {
        for (type, kind) in [(RuntimeSpec.Namespace.Kind.pid, "pid"), (.uts, "uts")] {
            let bundle = try Bundle { spec in
                spec.linux?.namespaces?.removeAll { $0.type == type }
                spec.linux?.namespaces?.append(.init(type: type, path: "/proc/self/ns/net"))
                spec.hostname = nil
            }
            let outcome = try bundle.run()
            #expect(outcome.errors.contains("linux.namespaces: \(kind): setns"), "\(outcome)")
            try bundle.expectNothingLeft()
        }
    }

    /// The first process is killed before it can say why.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aLimitOfMemoryThatIsTooLowIsNamed() throws {
        let bundle = try Bundle { $0.linux?.resources?.memory = .init(limit: 1) }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("linux.resources.memory.limit"), "\(outcome)")
        try bundle.expectNothingLeft()
    }
}
