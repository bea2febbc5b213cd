import OCI
import Testing

@testable import Cgroups

/// Which files of v2 a configuration's limits become, which are in the terms of v1.
struct SettingsV2Tests {
    private func settings(_ controller: any CgroupController.Type, _ json: String) throws -> [String] {
        try controller.settings(for: RuntimeSpec.Resources(text: json)).map { "\($0.file)=\($0.value)" }
    }

    @Test(arguments: [
        // v2 counts swap by itself.
        (#"{"limit": 67108864, "swap": 100663296}"#, ["memory.swap.max=33554432", "memory.max=67108864"]),
        (#"{"limit": 67108864, "swap": 67108864}"#, ["memory.swap.max=0", "memory.max=67108864"]),
        (#"{"limit": 67108864, "swap": -1}"#, ["memory.swap.max=max", "memory.max=67108864"]),
        (#"{"limit": -1, "swap": -1}"#, ["memory.swap.max=max", "memory.max=max"]),
        (#"{"limit": 67108864, "reservation": 33554432}"#, ["memory.max=67108864", "memory.low=33554432"]),
        (#"{"limit": 0, "swap": 0, "reservation": 0, "kernelTCP": 0}"#, []),
    ])
    func memory(member: String, expected: [String]) throws {
        #expect(try settings(MemoryV2.self, "{\"memory\": \(member)}") == expected)
    }

    @Test(arguments: [
        (#"{"shares": 1024}"#, ["cpu.weight=39"]), (#"{"shares": 2}"#, ["cpu.weight=1"]),
        (#"{"shares": 1}"#, ["cpu.weight=1"]), (#"{"shares": 262144}"#, ["cpu.weight=10000"]),
        (#"{"shares": 9999999}"#, ["cpu.weight=10000"]), (#"{"shares": 0}"#, []),
        (#"{"quota": 50000}"#, ["cpu.max=50000 100000"]),
        (#"{"quota": 50000, "period": 20000}"#, ["cpu.max=50000 20000"]),
        (#"{"period": 20000}"#, ["cpu.max=max 20000"]), (#"{"quota": -1}"#, ["cpu.max=max 100000"]),
        (#"{"quota": 5000, "burst": 1000, "idle": 1}"#, ["cpu.max=5000 100000", "cpu.max.burst=1000", "cpu.idle=1"]),
        ("{}", []),
    ])
    func cpu(member: String, expected: [String]) throws {
        #expect(try settings(CPUV2.self, "{\"cpu\": \(member)}") == expected)
    }

    @Test func cpuset() throws {
        #expect(
            try settings(CPUSetV2.self, #"{"cpu": {"cpus": "0-1", "mems": "0"}}"#)
                == ["cpuset.cpus=0-1", "cpuset.mems=0"])
    }

    @Test(arguments: [(10, 1), (500, 4950), (1000, 10_000), (1, 1), (5000, 10_000)])
    func ioWeights(weight: UInt16, expected: UInt64) throws {
        #expect(
            try settings(IOV2.self, "{\"blockIO\": {\"weight\": \(weight)}}") == ["io.weight=default \(expected)"])
    }

    @Test func io() throws {
        let json = """
            {"blockIO": {"weightDevice": [{"major": 8, "minor": 0, "weight": 10}],
                "throttleReadBpsDevice": [{"major": 8, "minor": 0, "rate": 1}],
                "throttleWriteBpsDevice": [{"major": 8, "minor": 0, "rate": 0}],
                "throttleReadIOPSDevice": [{"major": 8, "minor": 0, "rate": 3}],
                "throttleWriteIOPSDevice": [{"major": 8, "minor": 0, "rate": 4}]}}
            """
        #expect(
            try settings(IOV2.self, json) == [
                "io.weight=8:0 1", "io.max=8:0 rbps=1", "io.max=8:0 wbps=max", "io.max=8:0 riops=3",
                "io.max=8:0 wiops=4",
            ])
    }

    @Test(arguments: [
        (#"{"memory": {"swappiness": 10}}"#, "linux.resources.memory.swappiness"),
        (#"{"memory": {"kernelTCP": 10}}"#, "linux.resources.memory.kernelTCP"),
        (#"{"memory": {"disableOOMKiller": true}}"#, "linux.resources.memory.disableOOMKiller"),
        (#"{"cpu": {"realtimeRuntime": 10}}"#, "linux.resources.cpu.realtimeRuntime"),
        (#"{"cpu": {"realtimePeriod": 10}}"#, "linux.resources.cpu.realtimePeriod"),
    ])
    func whatV2LacksIsRefused(json: String, member: String) throws {
        let resources = try RuntimeSpec.Resources(text: json)
        #expect(throws: CgroupError(.unsupported, "\(member): cgroup v2 does not have it")) {
            for controller in [MemoryV2.self, CPUV2.self] as [any CgroupController.Type] {
                _ = try controller.settings(for: resources)
            }
        }
    }

    @Test(arguments: [
        (#"{"memory": {"limit": 5}}"#, "linux.resources.memory.limit: this machine has no cgroup controller 'memory'"),
        (#"{"pids": {"limit": 5}}"#, "linux.resources.pids.limit: this machine has no cgroup controller 'pids'"),
    ])
    func aLimitOfAMissingControllerIsRefused(json: String, message: String) throws {
        let resources = try RuntimeSpec.Resources(text: json)
        #expect(throws: CgroupError(.unsupported, message)) {
            try Controllers.check(resources, Controllers.unified, present: ["cpu"])
        }
        #expect(throws: CgroupError(.unsupported, message)) {
            try Controllers.check(resources, Controllers.legacy, present: ["cpu"])
        }
        try Controllers.check(resources, Controllers.unified, present: ["memory", "pids"])
    }

    /// Devices are no limit like others: a container that is to be kept from them must not start without.
    @Test func rulesAboutDevicesNeedTheirController() throws {
        let resources = try RuntimeSpec.Resources(text: #"{"devices": [{"allow": false}]}"#)
        let message = "linux.resources.devices: this machine has no cgroup controller 'devices'"
        #expect(throws: CgroupError(.unsupported, message)) {
            try Controllers.check(resources, Controllers.legacy, present: ["memory"])
        }
    }

    @Test func networkClassesAreOfV1Only() throws {
        let resources = try RuntimeSpec.Resources(text: #"{"network": {"classID": 7}}"#)
        let message = "linux.resources.network.classID: this machine has no cgroup controller 'net_cls'"
        #expect(throws: CgroupError(.unsupported, message)) {
            try Controllers.check(resources, Controllers.legacyOnly, present: [])
        }
    }
}
