import OCI
import Testing

@testable import OCIRuntime

/// Each refusal begins with the JSON member that is wrong.
struct SpecCheckTests {
    private typealias Linux = RuntimeSpec.Linux
    private typealias Namespace = RuntimeSpec.Namespace

    private func refusal(_ configure: (inout RuntimeSpec) throws -> Void) rethrows -> String? {
        var spec = RuntimeSpec.standard
        try configure(&spec)
        do throws(RuntimeError) {
            try SpecCheck(spec: spec).run()
            return nil
        } catch {
            return error.code == .invalidConfiguration ? error.message : "\(error.code)"
        }
    }

    @Test func theDefaultConfigurationIsGood() {
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.process = nil } == nil)
    }

    /// Not even as it is: runc has never looked at it.
    @Test(arguments: ["", "1.0.0", "2.0.0", "x"])
    func theVersionIsAny(version: String) { #expect(refusal { $0.ociVersion = version } == nil) }

    @Test func filtersOfSystemCalls() throws {
        func message(_ json: String) throws -> String? { try refusal { $0.linux?.seccomp = try decoded(json) } }
        let rule = { (members: String) in #"{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{\#(members)}]}"# }
        #expect(try message(rule(#""names": ["a"], "action": "SCMP_ACT_TRACE", "errnoRet": 3"#)) == nil)
        #expect(
            try message(rule(#""names": ["a"], "action": "SCMP_ACT_KILL", "errnoRet": 3"#))
                == "linux.seccomp.syscalls[0].errnoRet: SCMP_ACT_KILL takes no number of an error, such as 3")
        #expect(
            try message(rule(#""names": [], "action": "SCMP_ACT_KILL""#))
                == "linux.seccomp.syscalls[0].names: there is none")
        #expect(
            try message(#"{"defaultAction": "SCMP_ACT_LOG", "defaultErrnoRet": 1}"#)
                == "linux.seccomp.defaultErrnoRet: SCMP_ACT_LOG takes no number of an error, such as 1")
        #expect(
            try message(#"{"defaultAction": "SCMP_ACT_LOG", "listenerMetadata": "x"}"#)
                == "linux.seccomp.listenerMetadata: it goes with listenerPath, which is not set")
    }

    @Test func whatTheMachineLacksIsNamed() throws {
        if ResctrlMount().isMounted { return }
        #expect(
            try refusal { $0.linux?.intelRdt = try decoded(#"{"closID": "a"}"#) }
                == "linux.intelRdt: this machine has no resctrl mounted on /sys/fs/resctrl")
    }

    @Test func networkDevices() throws {
        #expect(try refusal { $0.linux?.netDevices = try decoded(#"{"eth0": {}, "e1": {"name": "eth1"}}"#) } == nil)
        #expect(
            try refusal { $0.linux?.netDevices = try decoded(#"{"eth0": {"name": "a/b"}}"#) }
                == "linux.netDevices: 'a/b' is no name of a network device")
        let host = try refusal { spec in
            spec.linux?.netDevices = try decoded(#"{"eth0": {}}"#)
            spec.linux?.namespaces?.removeAll { $0.type == .network }
        }
        #expect(host == "linux.netDevices: they go with a network namespace")
    }

    @Test func memoryPolicies() throws {
        func message(_ json: String) throws -> String? { try refusal { $0.linux?.memoryPolicy = try decoded(json) } }
        #expect(try message(#"{"mode": "MPOL_BIND", "nodes": "0-1,3", "flags": ["MPOL_F_STATIC_NODES"]}"#) == nil)
        #expect(try message(#"{"mode": "BIND"}"#) == "linux.memoryPolicy.mode: there is no mode 'BIND'")
        #expect(
            try message(#"{"mode": "MPOL_BIND", "flags": ["X"]}"#) == "linux.memoryPolicy.flags: there is no flag 'X'")
        #expect(
            try message(#"{"mode": "MPOL_BIND", "nodes": "3-1"}"#)
                == "linux.memoryPolicy.nodes: '3-1' is no list of nodes")
    }

    @Test func personalities() throws {
        #expect(try refusal { $0.linux?.personality = try decoded(#"{"domain": "LINUX32"}"#) } == nil)
        #expect(
            try refusal { $0.linux?.personality = try decoded(#"{"domain": "BSD"}"#) }
                == "linux.personality.domain: 'BSD' is neither LINUX nor LINUX32")
        #expect(
            try refusal { $0.linux?.personality = try decoded(#"{"domain": "LINUX", "flags": ["X"]}"#) }
                == "linux.personality.flags: the specification has no flag 'X'")
    }

    @Test func affinities() {
        #expect(refusal { $0.process?.execCPUAffinity = .init(initial: "0", final: "0-1") } == nil)
        #expect(
            refusal { $0.process?.execCPUAffinity = .init(initial: "0", final: "one") }
                == "process.execCPUAffinity.final: 'one' is no list of CPUs")
    }

    @Test func namespaces() {
        let twice = refusal { $0.linux?.namespaces?.append(.init(type: .pid, path: "/x")) }
        #expect(twice?.hasPrefix("linux.namespaces: a kind is there twice") == true)
        let joinedUser = refusal { spec in
            spec.linux?.namespaces?.append(.init(type: .user, path: "/proc/1/ns/user"))
        }
        #expect(joinedUser == nil)
        #expect(refusal { $0.linux?.namespaces?.append(.init(type: .time, path: "/proc/1/ns/time")) } == nil)
    }

    @Test func mappingsGoWithAUserNamespace() {
        let mapping = [RuntimeSpec.IDMapping(containerID: 0, hostID: 1000, size: 1)]
        func message(uid: Bool, gid: Bool, user: Bool) -> String? {
            refusal { spec in
                if uid { spec.linux?.uidMappings = mapping }
                if gid { spec.linux?.gidMappings = mapping }
                if user { spec.linux?.namespaces?.append(.init(type: .user)) }
            }
        }
        let reason = "they go with a new user namespace, and it with them"
        #expect(message(uid: true, gid: true, user: true) == nil)
        #expect(message(uid: true, gid: false, user: true) == "linux.gidMappings: \(reason)")
        #expect(message(uid: false, gid: true, user: true) == "linux.uidMappings: \(reason)")
        #expect(message(uid: true, gid: false, user: false) == "linux.uidMappings: \(reason)")
        #expect(message(uid: false, gid: true, user: false) == "linux.gidMappings: \(reason)")
    }

    @Test func timeOffsets() throws {
        let offsets: [String: RuntimeSpec.TimeOffset] = try decoded(#"{"monotonic": {"secs": 1}}"#)
        #expect(refusal { $0.linux?.timeOffsets = offsets } == "linux.timeOffsets: they go with a time namespace")
        let good = refusal { spec in
            spec.linux?.timeOffsets = offsets
            spec.linux?.namespaces?.append(.init(type: .time))
        }
        #expect(good == nil)
    }

    @Test func names() {
        #expect(refusal { $0.hostname = String(repeating: "h", count: 64) } == nil)
        #expect(refusal { $0.hostname = String(repeating: "h", count: 65) }?.hasPrefix("hostname: ") == true)
        #expect(refusal { $0.domainname = String(repeating: "é", count: 33) }?.hasPrefix("domainname: ") == true)
        let shared = refusal { $0.linux?.namespaces?.removeAll { $0.type == .uts } }
        #expect(shared == "hostname: unable to set hostname without a private UTS namespace")
        let domain = refusal { spec in
            spec.hostname = ""
            spec.domainname = "d"
            spec.linux?.namespaces?.removeAll { $0.type == .uts }
        }
        #expect(domain == "domainname: unable to set domainname without a private UTS namespace")
    }

    @Test(arguments: [
        "net.ipv4.ip_forward", "net/ipv4/ip_forward", "kernel.shmmax", "kernel/msgmax", "fs.mqueue.msg_max",
        "kernel.domainname",
    ])
    func parametersOfTheContainersOwnNamespaces(name: String) {
        #expect(refusal { $0.linux?.sysctl = [name: "1"] } == nil)
        let shared = refusal { spec in
            spec.hostname = nil
            spec.linux?.sysctl = [name: "1"]
            spec.linux?.namespaces = [.init(type: .mount)]
        }
        #expect(shared == "linux.sysctl: sysctl \"\(name)\" is not in a separate kernel namespace")
    }

    @Test(arguments: [
        "kernel.core_pattern", "vm.swappiness", "fs.file-max", "kernel.hostname", "network.x", "net", "", "..",
        "kernel/../net.ipv4.ip_forward", "fs.mqueue", "kernel.shmmax.x",
    ])
    func parametersOfTheMachine(name: String) {
        let message = refusal { $0.linux?.sysctl = [name: "1"] }
        #expect(message == "linux.sysctl: sysctl \"\(name)\" is not in a separate kernel namespace")
    }

    @Test(arguments: [
        "root.path", "hostname", "domainname", "mounts", "linux.maskedPaths", "linux.readonlyPaths", "linux.devices",
        "linux.namespaces", "linux.mountLabel",
    ])
    func aZeroByteIsNamed(member: String) {
        let message = refusal { spec in
            switch member {
            case "root.path": spec.root?.path = "a\0b"
            case "hostname": spec.hostname = "a\0b"
            case "domainname": spec.domainname = "a\0b"
            case "mounts": spec.mounts?[3].options?.append("a\0b")
            case "linux.maskedPaths": spec.linux?.maskedPaths?.append("a\0b")
            case "linux.readonlyPaths": spec.linux?.readonlyPaths?.append("a\0b")
            case "linux.namespaces": spec.linux?.namespaces?[1].path = "a\0b"
            case "linux.mountLabel": spec.linux?.mountLabel = "a\0b"
            default: spec.linux?.devices = [.init(type: "c", path: "/dev/a\0b", major: 1, minor: 1)]
            }
        }
        #expect(message?.hasPrefix("\(member): ") == true)
        #expect(message?.hasSuffix("holds a zero byte") == true)
    }

    @Test(arguments: [
        RuntimeSpec.Device(type: "c", path: "/dev/x", major: 1, minor: 1),
        .init(type: "u", path: "/x", major: 0, minor: 0),
        .init(type: "b", path: "/dev/a/b", major: 8, minor: 4_294_967_295), .init(type: "p", path: "/dev/pipe"),
    ])
    func devices(device: RuntimeSpec.Device) {
        #expect(refusal { $0.linux?.devices = [device] } == nil)
    }

    @Test(
        arguments: [
            (RuntimeSpec.Device(type: "x", path: "/dev/x"), "'x' of /dev/x is none of c, u, b and p"),
            (.init(type: "c", path: "dev/x", major: 1, minor: 1), "'dev/x' is no absolute path of a file"),
            (.init(type: "c", path: "/", major: 1, minor: 1), "'/' is no absolute path of a file"),
            (.init(type: "c", path: "/dev/..", major: 1, minor: 1), "'/dev/..' is no absolute path of a file"),
            (.init(type: "c", path: "/dev/x", minor: 1), "the major of /dev/x is no number"),
            (.init(type: "b", path: "/dev/x", major: 1), "the minor of /dev/x is no number"),
            (.init(type: "b", path: "/dev/x", major: -1, minor: 1), "the major of /dev/x is -1"),
            (.init(type: "b", path: "/dev/x", major: 1, minor: 4_294_967_296), "the minor of /dev/x is 4294967296"),
        ] as [(RuntimeSpec.Device, String)])
    func devicesThatAreNone(device: RuntimeSpec.Device, reason: String) {
        #expect(refusal { $0.linux?.devices = [device] } == "linux.devices: \(reason)")
    }

    @Test(
        arguments: [
            (RuntimeSpec.Hook(path: "bin/true"), "hooks.prestart[1].path: 'bin/true' is not absolute"),
            (.init(path: "/bin/true", timeout: 0), "hooks.prestart[1].timeout: 0 is not within 1 and 2147483 seconds"),
            (
                .init(path: "/bin/true", timeout: .max),
                "hooks.prestart[1].timeout: 9223372036854775807 is not within 1 and 2147483 seconds"
            ),
            (
                .init(path: "/bin/true", args: ["a\0"]),
                "hooks.prestart[1]: path, args and env must not hold a zero byte"
            ),
        ] as [(RuntimeSpec.Hook, String)])
    func hooksThatAreNone(hook: RuntimeSpec.Hook, message: String) {
        let found = refusal { spec in
            spec.hooks = RuntimeSpec.Hooks()
            spec.hooks?.prestart = [.init(path: "/bin/true", timeout: 5), hook]
        }
        #expect(found == message)
    }

    @Test(arguments: ["createRuntime", "createContainer", "startContainer", "poststart", "poststop"])
    func everyStageIsChecked(stage: String) {
        let message = refusal { spec in
            var hooks = RuntimeSpec.Hooks()
            let bad = [RuntimeSpec.Hook(path: "x")]
            switch stage {
            case "createRuntime": hooks.createRuntime = bad
            case "createContainer": hooks.createContainer = bad
            case "startContainer": hooks.startContainer = bad
            case "poststart": hooks.poststart = bad
            default: hooks.poststop = bad
            }
            spec.hooks = hooks
        }
        #expect(message == "hooks.\(stage)[0].path: 'x' is not absolute")
    }

    /// Other runtimes take these too, and say nothing.
    @Test func whatHasNoEffectIsWarnedOf() {
        var spec = RuntimeSpec.standard
        spec.process?.capabilities = .init(
            inheritable: ["CAP_KILL"], permitted: ["CAP_KILL", "CAP_CHOWN"], ambient: ["CAP_KILL", "CAP_CHOWN"])
        spec.mounts?.append(.init(destination: "/a", type: "bind", source: "/x", options: ["rbind", "mode=755", "ro"]))
        #expect(
            ContainerRuntime.warnings(about: spec) == [
                "process.capabilities.ambient: CAP_CHOWN is not both permitted and inheritable, and is left out",
                "mounts: 'mode=755' on '/a' is an option of a filesystem, which a bind mount is not",
            ])
        #expect(ContainerRuntime.warnings(about: .standard) == [])
    }
}
