import OCI

/// Limits as the runtime specification has them.
struct ResourceLimits {
    private let asked: Resources
    private let privileged: Bool
    private let devices: [DeviceMapping]

    init(_ configuration: ContainerConfiguration) {
        asked = configuration.resources
        privileged = configuration.security.privileged
        devices = configuration.devices
    }

    /// The period of `--cpus`, in microseconds.
    private static let period: Int64 = 100_000
    /// A processor, in the unit of `nanoCPUs`.
    private static let processor: Int64 = 1_000_000_000

    var resources: RuntimeSpec.Resources {
        var resources = RuntimeSpec.Resources()
        resources.devices = DeviceRules(devices: devices, privileged: privileged).rules
        resources.memory = memory
        resources.cpu = cpu
        if asked.pidsLimit != 0 { resources.pids = RuntimeSpec.Pids(limit: asked.pidsLimit) }
        return resources
    }

    private var memory: RuntimeSpec.Memory? {
        guard asked.memory > 0 || asked.memoryReservation > 0 else { return nil }
        var memory = RuntimeSpec.Memory()
        if asked.memory > 0 {
            memory.limit = asked.memory
            // As Docker: as much swap as memory unless said otherwise.
            // A cgroup has no limit of swap by itself, and where swap cannot be limited, no file to say so.
            if asked.memorySwap != -1 {
                memory.swap = asked.memorySwap == 0 ? Self.twice(asked.memory) : asked.memorySwap
            }
        }
        if asked.memoryReservation > 0 { memory.reservation = asked.memoryReservation }
        return memory
    }

    /// No limit where the number has no room.
    private static func twice(_ bytes: Int64) -> Int64 {
        let (doubled, overflows) = bytes.multipliedReportingOverflow(by: 2)
        return overflows ? -1 : doubled
    }

    private var cpu: RuntimeSpec.CPU? {
        var cpu = RuntimeSpec.CPU()
        if asked.cpuShares > 0 { cpu.shares = asked.cpuShares }
        if asked.cpuQuota > 0 { cpu.quota = asked.cpuQuota }
        if asked.cpuPeriod > 0 { cpu.period = asked.cpuPeriod }
        if asked.nanoCPUs > 0 {
            let (whole, part) = asked.nanoCPUs.quotientAndRemainder(dividingBy: Self.processor)
            cpu.period = UInt64(Self.period)
            cpu.quota = whole * Self.period + part * Self.period / Self.processor
        }
        if !asked.cpusetCPUs.isEmpty { cpu.cpus = asked.cpusetCPUs }
        if !asked.cpusetMemories.isEmpty { cpu.mems = asked.cpusetMemories }
        return cpu == RuntimeSpec.CPU() ? nil : cpu
    }
}
