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
        private var cpuPeriod = ""
        private var cpuQuota = ""
        private var cpuBurst = ""
        private var cpuShares = ""
        private var cpuRealtimePeriod = ""
        private var cpuRealtimeRuntime = ""
        private var cpus: String?
        private var mems: String?
        private var cpuIdle = ""
        private var memory = ""
        private var memoryReservation = ""
        private var memorySwap = ""
        private var kernelMemory = ""
        private var kernelMemoryTCP = ""
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
            try syntax.option("kernel-memory", &kernelMemory, "BYTES", "Kept by no kernel any more: without effect.")
            try syntax.option("kernel-memory-tcp", &kernelMemoryTCP, "BYTES", "Likewise.")
            try syntax.option("pids-limit", &pidsLimit, "NUMBER", "-1 is no limit.")
            try syntax.option("l3-cache-schema", &cacheSchema, "SCHEMA", "Shares of the L3 cache, such as L3:0=ff;1=f.")
            try syntax.option("mem-bw-schema", &bandwidthSchema, "SCHEMA", "Of memory bandwidth, such as MB:0=50;1=70.")
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws {
            let runtime = try global.runtime
            // As runc, which looks for the container before it reads what is asked for.
            _ = try runtime.state(id: id)
            try runtime.update(id: id, try asked(), shares: shares)
        }

        /// An empty schema is none.
        private var shares: RuntimeSpec.IntelRdt? {
            guard [cacheSchema, bandwidthSchema].contains(where: { $0?.isEmpty == false }) else { return nil }
            var shares = RuntimeSpec.IntelRdt()
            shares.l3CacheSchema = cacheSchema
            shares.memBwSchema = bandwidthSchema
            return shares
        }

        private func asked() throws -> RuntimeSpec.Resources {
            guard let resources else { return try options() }
            let path = resources == "-" ? "/dev/stdin" : resources
            return try JSONText.decode(RuntimeSpec.Resources.self, HostFile.bytes(path), name: resources)
        }

        private func options() throws(RuntimeError) -> RuntimeSpec.Resources {
            var cpu = RuntimeSpec.CPU(
                shares: try number("cpu-share", cpuShares), quota: try number("cpu-quota", cpuQuota),
                period: try number("cpu-period", cpuPeriod), cpus: cpus)
            cpu.mems = mems
            cpu.burst = try number("cpu-burst", cpuBurst)
            cpu.idle = try number("cpu-idle", cpuIdle)
            cpu.realtimePeriod = try number("cpu-rt-period", cpuRealtimePeriod)
            cpu.realtimeRuntime = try number("cpu-rt-runtime", cpuRealtimeRuntime)
            let memory = RuntimeSpec.Memory(
                limit: try bytes("memory", memory), reservation: try bytes("memory-reservation", memoryReservation),
                swap: try bytes("memory-swap", memorySwap))
            let kernels = [
                try bytes("kernel-memory", kernelMemory), try bytes("kernel-memory-tcp", kernelMemoryTCP),
            ]
            if kernels != [nil, nil] { Log.warn("Kernel memory settings are ignored and will be removed") }
            var resources = RuntimeSpec.Resources(memory: memory, cpu: cpu)
            if let pidsLimit { resources.pids = RuntimeSpec.Pids(limit: pidsLimit) }
            if let blockIOWeight {
                var blockIO = RuntimeSpec.BlockIO()
                blockIO.weight = blockIOWeight
                resources.blockIO = blockIO
            }
            return resources
        }

        /// A text that is empty is none.
        private func number<Number: FixedWidthInteger & TextValue>(
            _ option: String, _ text: String
        ) throws(RuntimeError) -> Number? {
            if text.isEmpty { return nil }
            if let number = Number(text: text) { return number }
            let digits = Number.isSigned ? text.drop { "+-".contains($0) } : text[...]
            let reason = digits.allSatisfy(\.isNumber) ? "value out of range" : "invalid syntax"
            let parser = Number.isSigned ? "ParseInt" : "ParseUint"
            throw RuntimeError(
                .invalidConfiguration,
                "invalid value for \(option): strconv.\(parser): parsing \"\(text)\": \(reason)")
        }

        private func bytes(_ option: String, _ text: String) throws(RuntimeError) -> Int64? {
            if text.isEmpty { return nil }
            if let count = ByteCount(text: text) { return count.bytes }
            throw RuntimeError(.invalidConfiguration, "invalid value for \(option): invalid size: '\(text)'")
        }
    }
}
