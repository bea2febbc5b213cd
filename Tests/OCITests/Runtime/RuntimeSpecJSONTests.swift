import JSON
import OCI
import TestSupport
import Testing

struct RuntimeSpecJSONTests {
    static let types: [any JSONMapped.Type] = [
        RuntimeSpec.self, RuntimeSpec.Root.self, RuntimeSpec.BlockIO.self, RuntimeSpec.WeightDevice.self,
        RuntimeSpec.ThrottleDevice.self, RuntimeSpec.Hooks.self, RuntimeSpec.Hook.self, RuntimeSpec.Linux.self,
        RuntimeSpec.Namespace.self, RuntimeSpec.Device.self, RuntimeSpec.NetDevice.self, RuntimeSpec.Personality.self,
        RuntimeSpec.MemoryPolicy.self, RuntimeSpec.TimeOffset.self, RuntimeSpec.IntelRdt.self, RuntimeSpec.Mount.self,
        RuntimeSpec.IDMapping.self, RuntimeSpec.Process.self, RuntimeSpec.ConsoleSize.self, RuntimeSpec.User.self,
        RuntimeSpec.Capabilities.self, RuntimeSpec.ResourceLimit.self, RuntimeSpec.Resources.self,
        RuntimeSpec.DeviceRule.self, RuntimeSpec.Memory.self, RuntimeSpec.CPU.self, RuntimeSpec.Pids.self,
        RuntimeSpec.HugepageLimit.self, RuntimeSpec.Network.self, RuntimeSpec.InterfacePriority.self,
        RuntimeSpec.RDMA.self, RuntimeSpec.IOPriority.self, RuntimeSpec.Scheduler.self, RuntimeSpec.CPUAffinity.self,
        RuntimeSpec.Seccomp.self, RuntimeSpec.SeccompRule.self, RuntimeSpec.SeccompArgument.self, RuntimeState.self,
    ]

    /// A property that is forgotten in the list of members would be lost without a word.
    @Test(arguments: types.indices) func everyPropertyIsAMember(index: Int) {
        let names = MemberNames(of: Self.types[index])
        #expect(names.listed == names.stored, "\(Self.types[index])")
    }

    @Test func aConfigurationComesBackAsItWas() throws {
        let text = """
            {"ociVersion":"1.2.1","process":{"terminal":true,"user":{"uid":1,"gid":2,"additionalGids":[3,4]},\
            "args":["sh","-c","echo \\"é\\""],"cwd":"/","rlimits":[{"type":"RLIMIT_CORE","hard":18446744073709551615,\
            "soft":0}],"ioPriority":{"class":"IOPRIO_CLASS_BE","priority":0}},"root":{"path":"rootfs"},\
            "mounts":[{"destination":"/proc","type":"proc","source":"proc"}],"linux":{"sysctl":{"a.b":"1","c.d":"2"},\
            "resources":{"memory":{"limit":-1}},"namespaces":[{"type":"pid"},{"type":"network","path":"/n"}]}}
            """
        let spec = try RuntimeSpec(json: Array(text.utf8))
        #expect(spec.linux?.namespaces?[1] == .init(type: .network, path: "/n"))
        #expect(String(decoding: spec.json(), as: UTF8.self) == text)
    }

    @Test func whatIsAbsentHasItsDefault() throws {
        let spec = try RuntimeSpec(
            json: Array(#"{"ociVersion":"1","process":{"cwd":"/","ioPriority":{"class":"c"}}}"#.utf8))
        #expect(spec.process?.ioPriority == .init(class: "c", priority: 0))
        #expect(spec.linux == nil)
    }
}
