import ArgumentParser
import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    /// Options take what follows them, be it a number below 0.
    struct Update: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "update", abstract: "Change the limits of a container.")
        @OptionGroup var global: GlobalArguments
        @Option(
            name: [.customShort("r"), .customLong("resources")],
            help: "A JSON file of linux.resources, or - for standard input; all other options are ignored then.")
        var resources: String?
        @Option(name: .customLong("blkio-weight"), parsing: .unconditional, help: "10 to 1000.") var blockIOWeight:
            UInt16?
        @Option(name: .customLong("cpu-period"), parsing: .unconditional, help: "In microseconds.") var cpuPeriod:
            UInt64?
        @Option(
            name: .customLong("cpu-quota"), parsing: .unconditional, help: "In microseconds of each period; -1 is none."
        )
        var cpuQuota: Int64?
        @Option(name: .customLong("cpu-burst"), parsing: .unconditional, help: "In microseconds.") var cpuBurst: UInt64?
        @Option(
            name: [.customLong("cpu-share"), .customLong("cpu-shares")], parsing: .unconditional, help: "2 to 262144.")
        var cpuShares: UInt64?
        @Option(name: .customLong("cpu-rt-period"), parsing: .unconditional, help: "In microseconds.")
        var cpuRealtimePeriod: UInt64?
        @Option(name: .customLong("cpu-rt-runtime"), parsing: .unconditional, help: "In microseconds.")
        var cpuRealtimeRuntime: Int64?
        @Option(name: .customLong("cpuset-cpus"), parsing: .unconditional, help: "A list such as 0-3.") var cpus:
            String?
        @Option(name: .customLong("cpuset-mems"), parsing: .unconditional, help: "A list such as 0-1.") var mems:
            String?
        @Option(name: .customLong("cpu-idle"), parsing: .unconditional, help: "1 gives it only what others leave.")
        var cpuIdle: Int64?
        @Option(name: .customLong("memory"), parsing: .unconditional, help: "In bytes; -1 is no limit.") var memory:
            Int64?
        @Option(name: .customLong("memory-reservation"), parsing: .unconditional, help: "In bytes.")
        var memoryReservation: Int64?
        @Option(
            name: .customLong("memory-swap"), parsing: .unconditional,
            help: "Memory and swap, in bytes; -1 is no limit.")
        var memorySwap: Int64?
        @Option(name: .customLong("pids-limit"), parsing: .unconditional, help: "-1 is no limit.") var pidsLimit: Int64?
        @Argument(help: "The container's id.") var id: String

        func run() throws { try global.runtime.update(id: id, try asked()) }

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
                memory: RuntimeSpec.Memory(limit: memory, reservation: memoryReservation, swap: memorySwap), cpu: cpu)
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
