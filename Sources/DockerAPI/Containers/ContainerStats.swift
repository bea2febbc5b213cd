package import JSON

/// A line of `GET /containers/{id}/stats`; the `pre` ones are those of the reading before.
package struct ContainerStats: WireObject {
    package var name = ""
    package var id = ""
    package var read = ""
    package var preread = ""
    package var numProcs = 0
    package var pidsStats = PidsStats()
    package var blkioStats = BlkioStats()
    package var storageStats = EmptyObject()
    package var cpuStats = CPUStats()
    package var precpuStats = CPUStats()
    package var memoryStats = MemoryStats()
    /// By interface.
    package var networks: [String: NetworkStats] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("name", &name)
        try members.field("id", &id)
        try members.field("read", &read)
        try members.field("preread", &preread)
        try members.field("num_procs", &numProcs)
        try members.field("pids_stats", &pidsStats)
        try members.field("blkio_stats", &blkioStats)
        try members.field("storage_stats", &storageStats)
        try members.field("cpu_stats", &cpuStats)
        try members.field("precpu_stats", &precpuStats)
        try members.field("memory_stats", &memoryStats)
        try members.omitEmpty("networks", &networks)
    }
}

package struct PidsStats: WireObject {
    package var current = 0
    /// `nil` is unlimited.
    package var limit: UInt64?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("current", &current)
        try members.optional("limit", &limit)
    }
}
