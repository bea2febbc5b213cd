import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Update: Command {
        static let name = "update"
        static let summary = "Change the limits of a container."

        private var resources: String?
        private var blockIOWeight: UInt16?
        private var cpuPeriod: UInt64?
        private var cpuQuota: Int64?
        private var cpuBurst: UInt64?
        private var cpuShares: UInt64?
        private var cpuRealtimePeriod: UInt64?
        private var cpuRealtimeRuntime: Int64?
        private var cpus: String?
        private var mems: String?
        private var cpuIdle: Int64?
        private var memory: ByteCount?
        private var memoryReservation: ByteCount?
        private var memorySwap: ByteCount?
        private var pidsLimit: Int64?
        private var cacheSchema: String?
        private var bandwidthSchema: String?
        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option(
                "resources", "r", &resources, "FILE",
                "JSON of linux.resources, or - for standard input; options of cgroups are ignored then.")
            try syntax.option("blkio-weight", &blockIOWeight, "NUMBER", "10 to 1000.")
            try syntax.option("cpu-period", &cpuPeriod, "NUMBER", "In microseconds.")
            try syntax.option("cpu-quota", &cpuQuota, "NUMBER", "In microseconds of each period; -1 is none.")
            try syntax.option("cpu-burst", &cpuBurst, "NUMBER", "In microseconds.")
            try syntax.option("cpu-share", &cpuShares, "NUMBER", "2 to 262144.")
            try syntax.option("cpu-rt-period", &cpuRealtimePeriod, "NUMBER", "In microseconds.")
            try syntax.option("cpu-rt-runtime", &cpuRealtimeRuntime, "NUMBER", "In microseconds.")
            try syntax.option("cpuset-cpus", &cpus, "LIST", "Processors, such as 0-3.")
            try syntax.option("cpuset-mems", &mems, "LIST", "Memory nodes, such as 0-1.")
            try syntax.option("cpu-idle", &cpuIdle, "NUMBER", "1 gives it only what others leave.")
            try syntax.option("memory", &memory, "BYTES", "Such as 64m; -1 is no limit.")
            try syntax.option("memory-reservation", &memoryReservation, "BYTES", "What it keeps when memory is scarce.")
            try syntax.option("memory-swap", &memorySwap, "BYTES", "Memory and swap; -1 is no limit.")
            try syntax.option("pids-limit", &pidsLimit, "NUMBER", "-1 is no limit.")
            try syntax.option("l3-cache-schema", &cacheSchema, "SCHEMA", "Shares of the L3 cache, such as L3:0=ff;1=f.")
            try syntax.option("mem-bw-schema", &bandwidthSchema, "SCHEMA", "Of memory bandwidth, such as MB:0=50;1=70.")
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws { try global.runtime.update(id: id, try asked(), shares: shares) }

        /// An empty schema is none.
        private var shares: RuntimeSpec.IntelRdt? {
            guard [cacheSchema, bandwidthSchema].contains(where: { $0?.isEmpty == false }) else { return nil }
            var shares = RuntimeSpec.IntelRdt()
            shares.l3CacheSchema = cacheSchema
            shares.memBwSchema = bandwidthSchema
            return shares
        }

        private func asked() throws -> RuntimeSpec.Resources {
            guard let resources else { return options }
            let path = resources == "-" ? "/dev/stdin" : resources
            return try JSONText.decode(RuntimeSpec.Resources.self, SmallFile.bytes(path), name: resources)
        }

        private var options: RuntimeSpec.Resources {
            var cpu = RuntimeSpec.CPU(shares: cpuShares, quota: cpuQuota, period: cpuPeriod, cpus: cpus)
            cpu.mems = mems
            cpu.burst = cpuBurst
            cpu.idle = cpuIdle
            cpu.realtimePeriod = cpuRealtimePeriod
            cpu.realtimeRuntime = cpuRealtimeRuntime
            var resources = RuntimeSpec.Resources(
                memory: RuntimeSpec.Memory(
                    limit: memory?.bytes, reservation: memoryReservation?.bytes, swap: memorySwap?.bytes), cpu: cpu)
            if let pidsLimit { resources.pids = RuntimeSpec.Pids(limit: pidsLimit) }
            if let blockIOWeight {
                var blockIO = RuntimeSpec.BlockIO()
                blockIO.weight = blockIOWeight
                resources.blockIO = blockIO
            }
            return resources
        }
    }
}
