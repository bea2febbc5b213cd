import OCI
import Testing

@testable import Cgroups

/// Which files of v1 a configuration's limits become, with which values, in which order.
struct SettingsV1Tests {
    private func settings(_ controller: any CgroupController.Type, _ json: String) throws -> [String] {
        try controller.settings(for: RuntimeSpec.Resources(text: json)).map { "\($0.file)=\($0.value)" }
    }

    private func refusal(_ controller: any CgroupController.Type, _ json: String) throws -> String? {
        do {
            _ = try settings(controller, json)
            return nil
        } catch let error as CgroupError {
            return error.message
        }
    }

    @Test func whatIsAllowedAlreadyIsNotAllowedAgain() throws {
        let rules = """
            {"devices": [{"allow": true, "type": "c", "major": 1, "minor": 3}, {"allow": false},
            {"allow": true, "type": "c", "major": 1, "minor": 3}, {"allow": true, "type": "c", "major": 1, "minor": 3}]}
            """
        let written = try settings(DevicesV1.self, rules)
        let last = try #require(written.lastIndex(of: "devices.deny=a"))
        #expect(written.filter { $0 == "devices.allow=c 1:3 rwm" }.count == 2)
        #expect(written[last...].filter { $0 == "devices.allow=c 1:3 rwm" }.count == 1)
        #expect(Set(written[last...]).count == written[last...].count)
    }

    @Test func memory() throws {
        let json = """
            {"memory": {"limit": 67108864, "swap": 134217728, "reservation": 33554432, "kernelTCP": 1048576,
                        "swappiness": 0, "disableOOMKiller": true}}
            """
        #expect(
            try settings(MemoryV1.self, json) == [
                "memory.limit_in_bytes=67108864", "memory.memsw.limit_in_bytes=134217728",
                "memory.soft_limit_in_bytes=33554432", "memory.kmem.tcp.limit_in_bytes=1048576", "memory.swappiness=0",
                "memory.oom_control=1",
            ])
        #expect(
            try settings(MemoryV1.self, #"{"memory": {"limit": -1, "swap": -1}}"#) == [
                "memory.limit_in_bytes=-1", "memory.memsw.limit_in_bytes=-1",
            ])
    }

    @Test(arguments: ["{}", #"{"memory": {}}"#, #"{"memory": {"limit": 0, "swap": 0, "disableOOMKiller": false}}"#])
    func memoryWithoutALimit(json: String) throws {
        #expect(try settings(MemoryV1.self, json) == [])
    }

    @Test(arguments: [
        (#"{"swap": 5}"#, "linux.resources.memory.swap: 5 is set without linux.resources.memory.limit"),
        (#"{"swap": 5, "limit": -1}"#, "linux.resources.memory.swap: 5 is set without linux.resources.memory.limit"),
        (
            #"{"swap": 5, "limit": 6}"#,
            "linux.resources.memory.swap: 5 counts memory too, and is below its limit 6"
        ),
        (
            #"{"kernel": 5, "limit": 6}"#,
            "linux.resources.memory.kernel: the kernel counts its own memory with the container's, which needs a limit "
                + "of 5 or less"
        ),
        (#"{"useHierarchy": false}"#, "linux.resources.memory.useHierarchy: cgroups are always hierarchical"),
    ])
    func memoryThatCannotBe(member: String, message: String) throws {
        let json = "{\"memory\": \(member)}"
        #expect(try refusal(MemoryV1.self, json) == message)
        #expect(try refusal(MemoryV2.self, json) == message)
    }

    @Test func cpu() throws {
        let json = """
            {"cpu": {"shares": 512, "quota": 50000, "burst": 1000, "period": 100000, "realtimeRuntime": 95000,
                     "realtimePeriod": 1000000, "idle": 1, "cpus": "0-1", "mems": "0"}}
            """
        #expect(
            try settings(CPUV1.self, json) == [
                "cpu.shares=512", "cpu.cfs_period_us=100000", "cpu.cfs_quota_us=50000", "cpu.cfs_burst_us=1000",
                "cpu.rt_period_us=1000000", "cpu.rt_runtime_us=95000", "cpu.idle=1",
            ])
        #expect(try settings(CPUSetV1.self, json) == ["cpuset.cpus=0-1", "cpuset.mems=0"])
        #expect(try settings(CPUAccountingV1.self, json) == [])
        #expect(try settings(CPUV1.self, #"{"cpu": {"quota": -1, "shares": 0}}"#) == ["cpu.cfs_quota_us=-1"])
        #expect(try settings(CPUSetV1.self, #"{"cpu": {"cpus": "", "mems": ""}}"#) == [])
    }

    /// The kernel would take the nearest, and say nothing.
    @Test(arguments: [(1, "minimum allowed cpu-shares is 2"), (262_145, "maximum allowed cpu-shares is 262144")])
    func sharesOutOfRange(shares: Int, reason: String) throws {
        let refusal = try refusal(CPUV1.self, "{\"cpu\": {\"shares\": \(shares)}}")
        #expect(refusal == "linux.resources.cpu.shares: \(shares): the \(reason)")
    }

    @Test(arguments: [(100, "100"), (1, "1"), (0, "1"), (-1, "max")])
    func pids(limit: Int, value: String) throws {
        #expect(try settings(Pids.self, "{\"pids\": {\"limit\": \(limit)}}") == ["pids.max=\(value)"])
        #expect(try settings(Pids.self, "{}") == [])
    }

    @Test func blockIO() throws {
        let json = """
            {"blockIO": {"weight": 300, "weightDevice": [{"major": 8, "minor": 0, "weight": 500}, {"major": 8, "minor": 1}],
                "throttleReadBpsDevice": [{"major": 8, "minor": 0, "rate": 1}],
                "throttleWriteBpsDevice": [{"major": 8, "minor": 0, "rate": 2}],
                "throttleReadIOPSDevice": [{"major": 8, "minor": 0, "rate": 3}],
                "throttleWriteIOPSDevice": [{"major": 8, "minor": 0, "rate": 4}, {"major": 9, "minor": 1, "rate": 0}]}}
            """
        #expect(
            try settings(BlockIOV1.self, json) == [
                "blkio.bfq.weight=300", "blkio.bfq.weight_device=8:0 500", "blkio.throttle.read_bps_device=8:0 1",
                "blkio.throttle.write_bps_device=8:0 2", "blkio.throttle.read_iops_device=8:0 3",
                "blkio.throttle.write_iops_device=8:0 4", "blkio.throttle.write_iops_device=9:1 0",
            ])
    }

    @Test(arguments: [
        (#"{"leafWeight": 10}"#, "leafWeight"),
        (#"{"weightDevice": [{"major": 8, "minor": 0, "leafWeight": 10}]}"#, "weightDevice.leafWeight"),
    ])
    func blockIOThatCannotBe(member: String, name: String) throws {
        let message = "linux.resources.blockIO.\(name): the kernel does not have it"
        #expect(try refusal(BlockIOV1.self, "{\"blockIO\": \(member)}") == message)
        #expect(try refusal(IOV2.self, "{\"blockIO\": \(member)}") == message)
    }

    @Test func hugepages() throws {
        let json = #"{"hugepageLimits": [{"pageSize": "2MB", "limit": 4194304}, {"pageSize": "1GB", "limit": 0}]}"#
        #expect(
            try settings(HugepagesV1.self, json) == [
                "hugetlb.2MB.rsvd.limit_in_bytes=4194304", "hugetlb.2MB.limit_in_bytes=4194304",
                "hugetlb.1GB.rsvd.limit_in_bytes=0", "hugetlb.1GB.limit_in_bytes=0",
            ])
        #expect(
            try settings(HugepagesV2.self, json) == [
                "hugetlb.2MB.rsvd.max=4194304", "hugetlb.2MB.max=4194304", "hugetlb.1GB.rsvd.max=0",
                "hugetlb.1GB.max=0",
            ])
    }

    @Test(arguments: ["", "../x", "2 MB", "2MB/.."])
    func aPageSizeIsNoPath(size: String) throws {
        let json = "{\"hugepageLimits\": [{\"pageSize\": \"\(size)\", \"limit\": 1}]}"
        let message = "linux.resources.hugepageLimits: '\(size)' is no size of a page"
        #expect(try refusal(HugepagesV1.self, json) == message)
        #expect(try refusal(HugepagesV2.self, json) == message)
    }

    @Test func network() throws {
        let json = """
            {"network": {"classID": 1048577, "priorities": [{"name": "eth0", "priority": 500}, {"name": "lo", "priority": 1}]}}
            """
        #expect(try settings(NetworkClassV1.self, json) == ["net_cls.classid=1048577"])
        #expect(
            try settings(NetworkPriorityV1.self, json) == ["net_prio.ifpriomap=eth0 500", "net_prio.ifpriomap=lo 1"])
        #expect(try settings(NetworkClassV1.self, #"{"network": {"classID": 0}}"#) == [])
    }

    @Test func rdma() throws {
        let json = #"{"rdma": {"mlx5_1": {"hcaHandles": 3, "hcaObjects": 10000}, "mlx4_0": {"hcaObjects": 1}}}"#
        #expect(
            try settings(RDMA.self, json) == [
                "rdma.max=mlx4_0 hca_object=1", "rdma.max=mlx5_1 hca_handle=3 hca_object=10000",
            ])
    }

    @Test func devices() throws {
        let json = """
            {"devices": [{"allow": false, "access": "rwm"}, {"allow": true, "type": "c", "major": 10, "minor": 200, "access": "rw"}]}
            """
        let settings = try settings(DevicesV1.self, json)
        #expect(settings.prefix(2) == ["devices.deny=a", "devices.allow=c 10:200 rw"])
        #expect(settings.dropFirst(2).contains("devices.allow=c 1:3 rwm"))
        #expect(settings.dropFirst(2).contains("devices.allow=c 136:* rwm"))
        #expect(settings.dropFirst(2).contains("devices.allow=b *:* m"))
        #expect(try self.settings(DevicesV1.self, #"{"devices": []}"#) == [])
    }

    @Test func everySettingNamesItsMember() throws {
        let json = """
            {"memory": {"limit": 1}, "cpu": {"shares": 2, "cpus": "0"}, "pids": {"limit": 1}, "rdma": {"a": {}},
             "devices": [{"allow": false}], "blockIO": {"weight": 10}, "network": {"classID": 1},
             "hugepageLimits": [{"pageSize": "2MB", "limit": 1}]}
            """
        let members = try Controllers.legacy.values.flatMap { try $0.settings(for: RuntimeSpec.Resources(text: json)) }
            .map(\.member)
        #expect(
            Set(members) == [
                "linux.resources.memory.limit", "linux.resources.cpu.shares", "linux.resources.cpu.cpus",
                "linux.resources.pids.limit", "linux.resources.rdma", "linux.resources.devices",
                "linux.resources.blockIO.weight", "linux.resources.network.classID", "linux.resources.hugepageLimits",
            ])
    }
}
