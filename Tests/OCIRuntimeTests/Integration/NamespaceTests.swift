import FoundationEssentials
import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct NamespaceTests {
    private static let script = "for k in pid net ipc uts mnt cgroup user; do readlink /proc/self/ns/$k; done"

    /// Of the test's own process, in the script's order.
    private func own() throws -> [String] {
        try ["pid", "net", "ipc", "uts", "mnt", "cgroup", "user"].map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/\($0)")
        }
    }

    @Test func eachIsNewThatTheConfigurationNames() throws {
        let lines = try Bundle(Self.script).run().lines
        let own = try own()
        #expect(lines.count == own.count)
        for (inside, outside) in zip(lines.dropLast(), own) { #expect(inside != outside) }
        #expect(lines.last == own.last)
    }

    @Test func theOthersAreTheCallers() throws {
        let bundle = try Bundle(Self.script) { spec in
            spec.hostname = nil
            spec.linux?.namespaces = [.init(type: .mount)]
            // No mqueue and no sysfs of a namespace that is not the container's.
            spec.mounts?.removeAll { ["/dev/mqueue", "/sys/fs/cgroup"].contains($0.destination) }
        }
        let lines = try bundle.run().lines
        let own = try own()
        #expect(lines.count == own.count)
        for (index, (inside, outside)) in zip(lines, own).enumerated() { #expect((inside == outside) == (index != 4)) }
    }

    @Test func oneCanBeJoinedByItsPath() throws {
        let first = try Bundle("sleep 1000")
        try first.startDetached()
        let pid = try first.pid()
        let second = try Bundle("\(Self.script); ps | grep -c 'sleep [1]000'") { spec in
            spec.hostname = nil
            spec.linux?.namespaces = [
                .init(type: .mount), .init(type: .pid, path: "/proc/\(pid)/ns/pid"),
                .init(type: .network, path: "/proc/\(pid)/ns/net"), .init(type: .ipc, path: "/proc/\(pid)/ns/ipc"),
                .init(type: .uts, path: "/proc/\(pid)/ns/uts"),
            ]
        }
        let lines = try second.run().lines
        let expected = try ["pid", "net", "ipc", "uts"].map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/\($0)")
        }
        #expect(Array(lines.prefix(4)) == expected)
        #expect(lines.last == "1")
    }

    @Test func namesAreTheContainers() throws {
        let host = try SmallFile.read("/proc/sys/kernel/hostname")
        let bundle = try Bundle("hostname; cat /proc/sys/kernel/domainname") { spec in
            spec.hostname = "some-host.example"
            if RuntimeUnderTest.isOurs { spec.domainname = "some.domain" }
        }
        let domain =
            RuntimeUnderTest.isOurs ? "some.domain" : try SmallFile.read("/proc/sys/kernel/domainname").dropLast()[...]
        #expect(try bundle.run().lines == ["some-host.example", String(domain)])
        #expect(try SmallFile.read("/proc/sys/kernel/hostname") == host)
    }

    @Test func parametersOfTheKernelAreTheContainers() throws {
        let before = try SmallFile.read("/proc/sys/net/ipv4/ip_forward")
        let bundle = try Bundle(
            "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/shmmni /proc/sys/net/ipv4/ip_default_ttl"
        ) { spec in
            spec.linux?.sysctl = [
                "net.ipv4.ip_forward": "1", "kernel.shmmni": "1234", "net/ipv4/ip_default_ttl": "77",
            ]
            if !RuntimeUnderTest.isOurs { spec.linux?.sysctl?["net/ipv4/ip_default_ttl"] = nil }
        }
        let lines = try bundle.run().lines
        #expect(lines.prefix(2) == ["1", "1234"])
        if RuntimeUnderTest.isOurs { #expect(lines.last == "77") }
        #expect(try SmallFile.read("/proc/sys/net/ipv4/ip_forward") == before)
    }

    @Test(arguments: [["kernel.panic": "5"], ["net.ipv4.no_such_parameter": "1"], ["kernel.shmmni": "many"]])
    func parametersThatCannotBeSetAreRefused(sysctl: [String: String]) throws {
        let bundle = try Bundle { $0.linux?.sysctl = sysctl }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        let name = sysctl.keys.first ?? ""
        // runc names the file.
        let named = [name, name.replacing(".", with: "/")].contains { outcome.errors.contains($0) }
        #expect(named, "\(outcome.errors)")
        try bundle.expectNothingLeft()
    }

    /// By a path that leads to the caller's own namespace, the host's would be changed.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func nothingIsSetInTheHostsNamespaces() throws {
        let host = try SmallFile.read("/proc/sys/kernel/hostname")
        let named = try Bundle { spec in
            spec.hostname = "intruder"
            spec.linux?.namespaces = [.init(type: .mount), .init(type: .uts, path: "/proc/self/ns/uts")]
        }
        let outcome = try named.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("hostname: it would be set in the host's uts namespace"))
        #expect(try SmallFile.read("/proc/sys/kernel/hostname") == host)
        let forwarding = try Bundle { spec in
            spec.hostname = nil
            spec.linux?.sysctl = ["net.ipv4.ip_default_ttl": "99"]
            spec.linux?.namespaces = [.init(type: .mount), .init(type: .network, path: "/proc/self/ns/net")]
        }
        #expect(
            try forwarding.run().errors.contains("linux.sysctl: net.ipv4.ip_default_ttl: it would be set in the host's")
        )
    }

    @Test func theLoopbackInterfaceOfANewNetworkIsUp() throws {
        #expect(try Bundle("cat /sys/class/net/lo/flags").run().output == "0x9\n")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs && access("/proc/self/ns/time", F_OK) == 0))
    func clocksCanBeMoved() throws {
        let bundle = try Bundle("readlink /proc/self/ns/time; cut -d. -f1 /proc/uptime") { spec in
            spec.linux?.namespaces?.append(.init(type: .time))
            spec.linux?.timeOffsets = try decoded(#"{"boottime": {"secs": 1000000}, "monotonic": {"secs": 1000000}}"#)
        }
        let lines = try bundle.run().lines
        #expect(lines.first != (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/time")))
        #expect(try #require(Int(lines.last ?? "")) >= 1_000_000)
    }

    @Test func usersCanBeMapped() throws {
        let bundle = try Bundle(
            "id -u; cat /proc/self/uid_map; stat -c %u /etc; touch /tmp/made; stat -c %u:%g /tmp/made"
        ) { spec in
            spec.root?.readonly = false
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = [.init(containerID: 0, hostID: 100_000, size: 1000)]
            spec.linux?.gidMappings = [.init(containerID: 0, hostID: 200_000, size: 1000)]
            spec.mounts?.removeAll { $0.destination == "/sys/fs/cgroup" }
        }
        let outcome = try bundle.run()
        let words = outcome.lines.map { $0.split(separator: " ").joined(separator: " ") }
        // The root belongs to a user of the host's who is not mapped.
        #expect(words == ["0", "0 100000 1000", "65534", "0:0"], "\(outcome.errors)")
        let made = try FileStatus(of: bundle.root("tmp/made"))
        #expect(made.owner == 100_000)
    }
}
