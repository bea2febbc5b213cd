import ArgumentParser
import DockerAPI

/// How much of the machine a container may use.
struct ResourceOptions: ParsableArguments {
    @Option(name: .shortAndLong, parsing: .unconditional, help: "Memory limit, such as 512m.")
    var memory: String?
    @Option(name: .long, parsing: .unconditional, help: "Limit of memory and swap together; -1 for no limit.")
    var memorySwap: String?
    @Option(name: .long, parsing: .unconditional, help: "Soft memory limit.")
    var memoryReservation: String?
    @Option(name: .long, parsing: .unconditional, help: "Number of processors, such as 1.5.")
    var cpus: String?
    @Option(
        name: [.customShort("c"), .long], parsing: .unconditional, help: "Relative weight among containers.")
    var cpuShares: Int?
    @Option(name: .long, parsing: .unconditional, help: "Period of the processor quota, in microseconds.")
    var cpuPeriod: Int?
    @Option(name: .long, parsing: .unconditional, help: "Processor time in each period, in microseconds.")
    var cpuQuota: Int?
    @Option(name: .long, parsing: .unconditional, help: "Processors to run on, such as 0-2,4.")
    var cpusetCpus: String?
    @Option(name: .long, parsing: .unconditional, help: "Memory nodes to use.")
    var cpusetMems: String?
    @Option(name: .long, parsing: .unconditional, help: "Limit of processes; -1 for no limit.")
    var pidsLimit: Int?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Resource limit, such as nofile=1024:2048.")
    var ulimit: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "Size of /dev/shm.")
    var shmSize: String?
    @Option(name: .long, parsing: .unconditional, help: "Preference of the OOM killer, -1000 to 1000.")
    var oomScoreAdj: Int?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Device, such as /dev/fuse.")
    var device: [String] = []

    func apply(to host: inout HostConfig) throws {
        if let memory { host.memory = try ByteSize.parse(memory, for: "--memory") }
        if let memorySwap {
            host.memorySwap = memorySwap == "-1" ? -1 : try ByteSize.parse(memorySwap, for: "--memory-swap")
        }
        if let memoryReservation {
            host.memoryReservation = try ByteSize.parse(memoryReservation, for: "--memory-reservation")
        }
        if let cpus { host.nanoCPUs = try ProcessorCount.parse(cpus) }
        host.cpuShares = cpuShares ?? 0
        host.cpuPeriod = cpuPeriod ?? 0
        host.cpuQuota = cpuQuota ?? 0
        host.cpusetCPUs = cpusetCpus ?? ""
        host.cpusetMems = cpusetMems ?? ""
        host.pidsLimit = pidsLimit
        host.ulimits = try ulimit.map(Ulimit.init(parsing:))
        if let shmSize { host.shmSize = try ByteSize.parse(shmSize, for: "--shm-size") }
        host.oomScoreAdj = oomScoreAdj ?? 0
        host.devices = try device.map(DeviceMapping.init(parsing:))
    }
}
