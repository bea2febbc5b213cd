import Cgroups
import JSON
import Linux
import OCIRuntime

/// A container's statistics as runc's `events` writes them. What is 0 is left out where runc leaves it out.
struct EventStatistics: JSONWritable {
    private let statistics: CgroupStatistics
    private let details: CgroupDetails
    private let shares: ShareStatistics?

    init(_ container: ContainerStatistics) {
        statistics = container.cgroup
        details = container.details
        shares = container.shares
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("cpu", cpu)
            writer.member("cpuset", cpuset)
            writer.member("memory", memory)
            writer.member("pids") { writer in
                writer.required("current", statistics.pids.current)
                writer.optional("limit", statistics.pids.limit)
            }
            writer.member("blkio") { writer in
                writer.list("ioServiceBytesRecursive", statistics.io.bytes.map(BlockIOEntry.init(count:)))
                writer.list("ioServicedRecursive", statistics.io.operations.map(BlockIOEntry.init(count:)))
            }
            writer.required("hugetlb", details.hugepages.mapValues(HugepageEntry.init(counter:)))
            writer.member("intel_rdt") { writer in shares?.members(&writer) }
            // The runtime makes no interfaces: a container's are its network's.
            writer.required("network_interfaces", JSONValue.null)
        }
    }

    private func cpu(_ writer: inout JSONWriter) {
        let cpu = statistics.cpu
        writer.member("usage") { writer in
            writer.required("total", cpu.total)
            writer.list("percpu", cpu.perProcessor)
            writer.list("percpu_kernel", details.kernelTimes)
            writer.list("percpu_user", details.userTimes)
            writer.required("kernel", cpu.kernel)
            writer.required("user", cpu.user)
        }
        writer.member("throttling") { writer in
            writer.nonzero("periods", cpu.periods)
            writer.nonzero("throttledPeriods", cpu.throttledPeriods)
            writer.nonzero("throttledTime", cpu.throttledTime)
        }
    }

    private func cpuset(_ writer: inout JSONWriter) {
        func value(_ name: String) -> Int64 { details.cpuset[name] ?? 0 }
        writer.optional("cpus", details.cpus.flatMap { NumberList($0) }?.numbers.sorted())
        writer.required("cpu_exclusive", value("cpu_exclusive"))
        writer.optional("mems", details.mems.flatMap { NumberList($0) }?.numbers.sorted())
        writer.required("mem_hardwall", value("mem_hardwall"))
        writer.required("mem_exclusive", value("mem_exclusive"))
        writer.required("memory_migrate", value("memory_migrate"))
        writer.required("memory_spread_page", value("memory_spread_page"))
        writer.required("memory_spread_slab", value("memory_spread_slab"))
        writer.required("memory_pressure", value("memory_pressure"))
        writer.required("sched_load_balance", value("sched_load_balance"))
        writer.required("sched_relax_domain_level", value("sched_relax_domain_level"))
    }

    private func memory(_ writer: inout JSONWriter) {
        let lines = statistics.memory.details
        writer.nonzero("cache", lines["cache"] ?? lines["file"] ?? 0)
        writer.required("usage", MemoryEntry(counter: details.memory))
        writer.required("swap", MemoryEntry(counter: details.swap))
        writer.required("kernel", MemoryEntry(counter: details.kernel))
        writer.required("kernelTCP", MemoryEntry(counter: details.kernelTCP))
        writer.required("raw", lines)
    }
}

private struct MemoryEntry: JSONWritable {
    let counter: CgroupDetails.Counter

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("limit", counter.limit)
            writer.nonzero("usage", counter.usage)
            writer.nonzero("max", counter.maximum)
            writer.required("failcnt", counter.failures)
        }
    }
}

private struct BlockIOEntry: JSONWritable {
    let count: CgroupStatistics.IOCount

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("major", count.major)
            writer.required("minor", count.minor)
            writer.required("op", count.operation.prefix(1).uppercased() + count.operation.dropFirst())
            writer.required("value", count.value)
        }
    }
}

private struct HugepageEntry: JSONWritable {
    let counter: CgroupDetails.Counter

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("usage", counter.usage)
            writer.required("max", counter.maximum)
            writer.required("failcnt", counter.failures)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func nonzero(_ name: StaticString, _ value: UInt64) {
        if value != 0 { required(name, value) }
    }

    fileprivate mutating func list(_ name: StaticString, _ values: [some JSONWritable]) {
        if !values.isEmpty { required(name, values) }
    }
}
