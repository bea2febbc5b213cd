import Cgroups
import DockerAPI
import Engine
import JSON
import Linux
import NIOCore
import Networking
import Testing

@testable import DockerServer

@Suite struct ContainerStatisticsTests {
    private static let id = String(repeating: "a", count: 64)

    private static func reading(second: Int64, used: UInt64, machine: UInt64) -> UsageReading {
        var usage = CgroupStatistics()
        usage.cpu.total = used
        usage.cpu.user = used - 1
        usage.cpu.kernel = 1
        usage.cpu.perProcessor = [used, 0]
        usage.cpu.periods = 10
        usage.cpu.throttledPeriods = 5
        usage.cpu.throttledTime = 7
        usage.memory.usage = 5_242_880
        usage.memory.maximumUsage = 6_291_456
        usage.memory.limit = 67_108_864
        usage.memory.failures = 3
        usage.memory.details = ["total_inactive_file": 524_288]
        usage.pids.current = 4
        usage.pids.limit = 100
        usage.io.bytes = [.init(major: 254, minor: 0, operation: "read", value: 4096)]
        usage.io.operations = [.init(major: 254, minor: 0, operation: "read", value: 1)]
        var interface = LinkStatistics()
        (interface.receivedBytes, interface.sentBytes) = (1500, 300)
        (interface.receivedPackets, interface.sentPackets) = (15, 3)
        (interface.receiveErrors, interface.sendErrors) = (1, 2)
        (interface.receiveDropped, interface.sendDropped) = (8, 9)
        return UsageReading(
            time: Timestamp(seconds: second, nanoseconds: 5), usage: usage, machineMemory: 1 << 40,
            processors: ProcessorTime(total: machine, count: 2), interfaces: ["eth0": interface])
    }

    private static let running = ContainerStatistics(
        id: id, name: "web", reading: reading(second: 1_700_000_001, used: 1_500_000_000, machine: 12_000_000_000),
        previous: reading(second: 1_700_000_000, used: 1_000_000_000, machine: 10_000_000_000))

    @Test func aReadingIsAsDockersClientsReadIt() {
        let stats = Self.running.wire
        #expect((stats.id, stats.name) == (Self.id, "/web"))
        #expect(stats.read == "2023-11-14T22:13:21.000000005Z")
        #expect(stats.preread == "2023-11-14T22:13:20.000000005Z")
        #expect(stats.memoryStats.usage == 5_242_880)
        #expect(stats.memoryStats.maxUsage == 6_291_456)
        #expect(stats.memoryStats.limit == 67_108_864)
        #expect(stats.memoryStats.failcnt == 3)
        #expect(stats.memoryStats.stats == ["total_inactive_file": 524_288])
        #expect((stats.pidsStats.current, stats.pidsStats.limit) == (4, 100))
        #expect(stats.cpuStats.onlineCPUs == 2)
        #expect(stats.cpuStats.cpuUsage.percpuUsage == [1_500_000_000, 0])
        #expect(stats.cpuStats.cpuUsage.usageInUsermode == 1_499_999_999)
        #expect(stats.cpuStats.cpuUsage.usageInKernelmode == 1)
        #expect(stats.cpuStats.throttlingData.periods == 10)
        #expect(stats.cpuStats.throttlingData.throttledPeriods == 5)
        #expect(stats.cpuStats.throttlingData.throttledTime == 7)
        #expect(stats.blkioStats.ioServiceBytesRecursive.map(\.value) == [4096])
        #expect(stats.blkioStats.ioServicedRecursive.map(\.op) == ["read"])
    }

    @Test func whatTheContainerReceivedIsRx() throws {
        let network = try #require(Self.running.wire.networks["eth0"])
        #expect((network.rxBytes, network.txBytes) == (1500, 300))
        #expect((network.rxPackets, network.txPackets) == (15, 3))
        #expect((network.rxErrors, network.txErrors) == (1, 2))
        #expect((network.rxDropped, network.txDropped) == (8, 9))
    }

    /// Half a second of one processor, while the two of the machine spent a second each.
    @Test func theShareOfAProcessorIsTheDifference() {
        let stats = Self.running.wire
        let used = stats.cpuStats.cpuUsage.totalUsage - stats.precpuStats.cpuUsage.totalUsage
        let passed = stats.cpuStats.systemCPUUsage - stats.precpuStats.systemCPUUsage
        #expect(Double(used) / Double(passed) * Double(stats.cpuStats.onlineCPUs) == 0.5)
    }

    /// Go's clients refuse a time that is none.
    @Test func aContainerThatDoesNotRunHasAnEmptyReading() throws {
        let text = String(buffer: ByteBuffer(json: ContainerStatistics(id: Self.id, name: "web").wire))
        let zero =
            #"{"cpu_usage":{"total_usage":0,"usage_in_kernelmode":0,"usage_in_usermode":0},"#
            + #""throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}}"#
        #expect(
            text
                == #"{"name":"/web","id":"\#(Self.id)","read":"0001-01-01T00:00:00Z","#
                + #""preread":"0001-01-01T00:00:00Z","num_procs":0,"pids_stats":{},"#
                + #""blkio_stats":{"io_service_bytes_recursive":null,"io_serviced_recursive":null,"#
                + #""io_queue_recursive":null,"io_service_time_recursive":null,"io_wait_time_recursive":null,"#
                + #""io_merged_recursive":null,"io_time_recursive":null,"sectors_recursive":null},"#
                + #""storage_stats":{},"cpu_stats":\#(zero),"precpu_stats":\#(zero),"memory_stats":{}}"#)
    }

    @Test func aLimitThatIsNoneIsLeftOut() {
        var statistics = Self.running
        statistics.reading?.usage.pids.limit = nil
        statistics.reading?.interfaces = [:]
        #expect(statistics.wire.pidsStats.limit == nil)
        #expect(statistics.wire.networks.isEmpty)
    }
}
