// The members have runc's names.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Cgroups
import Linux

/// A container's statistics as runc's `events` writes them.
struct EventStatistics: Encodable {
    var cpu: CPU
    var cpuset: CPUSet
    var memory: Memory
    var pids: Pids
    var blkio: BlockIO
    var hugetlb: [String: Hugepages]
    var intel_rdt: [String: String] = [:]

    init(_ statistics: CgroupStatistics, _ details: CgroupDetails) {
        cpu = CPU(statistics.cpu, details)
        cpuset = CPUSet(details)
        memory = Memory(statistics.memory, details)
        pids = Pids(current: statistics.pids.current, limit: statistics.pids.limit)
        blkio = BlockIO(
            ioServiceBytesRecursive: statistics.io.bytes.map(BlockIO.Entry.init),
            ioServicedRecursive: statistics.io.operations.map(BlockIO.Entry.init))
        hugetlb = details.hugepages.mapValues {
            Hugepages(usage: $0.usage, max: $0.maximum, failcnt: $0.failures)
        }
    }

    struct CPU: Encodable {
        struct Usage: Encodable {
            var total, kernel, user: UInt64
            var percpu, percpu_kernel, percpu_user: [UInt64]?
        }
        struct Throttling: Encodable {
            var periods, throttledPeriods, throttledTime: UInt64?
        }
        var usage: Usage
        var throttling: Throttling

        init(_ cpu: CgroupStatistics.CPU, _ details: CgroupDetails) {
            func list(_ times: [UInt64]) -> [UInt64]? { times.isEmpty ? nil : times }
            usage = Usage(
                total: cpu.total, kernel: cpu.kernel, user: cpu.user, percpu: list(cpu.perProcessor),
                percpu_kernel: list(details.kernelTimes), percpu_user: list(details.userTimes))
            throttling = Throttling(
                periods: nonzero(cpu.periods), throttledPeriods: nonzero(cpu.throttledPeriods),
                throttledTime: nonzero(cpu.throttledTime))
        }
    }

    struct CPUSet: Encodable {
        var cpus, mems: [Int]?
        var cpu_exclusive, mem_hardwall, mem_exclusive, memory_migrate, memory_spread_page: Int64
        var memory_spread_slab, memory_pressure, sched_load_balance, sched_relax_domain_level: Int64

        init(_ details: CgroupDetails) {
            func value(_ name: String) -> Int64 { details.cpuset[name] ?? 0 }
            cpus = details.cpus.flatMap { NumberList($0) }?.numbers.sorted()
            mems = details.mems.flatMap { NumberList($0) }?.numbers.sorted()
            cpu_exclusive = value("cpu_exclusive")
            mem_hardwall = value("mem_hardwall")
            mem_exclusive = value("mem_exclusive")
            memory_migrate = value("memory_migrate")
            memory_spread_page = value("memory_spread_page")
            memory_spread_slab = value("memory_spread_slab")
            memory_pressure = value("memory_pressure")
            sched_load_balance = value("sched_load_balance")
            sched_relax_domain_level = value("sched_relax_domain_level")
        }
    }

    struct Memory: Encodable {
        struct Entry: Encodable {
            var limit, failcnt: UInt64
            var usage, max: UInt64?

            init(_ counter: CgroupDetails.Counter) {
                limit = counter.limit
                failcnt = counter.failures
                usage = nonzero(counter.usage)
                max = nonzero(counter.maximum)
            }
        }
        var cache: UInt64?
        var usage, swap, kernel, kernelTCP: Entry
        var raw: [String: UInt64]

        init(_ memory: CgroupStatistics.Memory, _ details: CgroupDetails) {
            cache = nonzero(memory.details["cache"] ?? memory.details["file"] ?? 0)
            usage = Entry(details.memory)
            swap = Entry(details.swap)
            kernel = Entry(details.kernel)
            kernelTCP = Entry(details.kernelTCP)
            raw = memory.details
        }
    }

    struct Pids: Encodable {
        var current: UInt64
        var limit: UInt64?
    }

    struct BlockIO: Encodable {
        struct Entry: Encodable {
            var major, minor: UInt64
            var op: String
            var value: UInt64

            init(_ count: CgroupStatistics.IOCount) {
                major = count.major
                minor = count.minor
                op = count.operation.prefix(1).uppercased() + count.operation.dropFirst()
                value = count.value
            }
        }
        var ioServiceBytesRecursive, ioServicedRecursive: [Entry]
    }

    struct Hugepages: Encodable {
        var usage, max, failcnt: UInt64
    }
}

/// What runc leaves out when it is 0.
private func nonzero(_ value: UInt64) -> UInt64? { value == 0 ? nil : value }
