package import Cgroups
package import Linux
package import Networking

/// What `stats` shows of a container: a reading, and the one before to compare it with.
package struct ContainerStatistics: Sendable {
    package var id: String
    package var name: String
    /// `nil` when the container did not run.
    package var reading: UsageReading?
    /// `nil` when there is none yet, or the container did not run.
    package var previous: UsageReading?

    package init(id: String, name: String, reading: UsageReading? = nil, previous: UsageReading? = nil) {
        self.id = id
        self.name = name
        self.reading = reading
        self.previous = previous
    }
}

/// What a running container has used up to a point in time, and the machine with it.
package struct UsageReading: Sendable {
    package var time: Timestamp
    package var usage: CgroupStatistics
    /// In bytes: the container's limit, or the machine's memory where that is less.
    package var memoryLimit: UInt64
    package var processors: ProcessorTime
    /// By the name of the interface in the container, and as the container sees it: what it received is received.
    package var interfaces: [String: LinkStatistics]

    /// - Parameter machineMemory: in bytes.
    package init(
        time: Timestamp, usage: CgroupStatistics, machineMemory: UInt64, processors: ProcessorTime,
        interfaces: [String: LinkStatistics]
    ) {
        self.time = time
        self.usage = usage
        memoryLimit = min(usage.memory.limit ?? machineMemory, machineMemory)
        self.processors = processors
        self.interfaces = interfaces
    }
}
