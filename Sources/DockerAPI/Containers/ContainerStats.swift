/// A line of `GET /containers/{id}/stats`; the `pre` ones are those of the reading before.
package struct ContainerStats: WireObject {
    @Field package var name: String
    @Field package var id: String
    @Field package var read: String
    @Field package var preread: String
    @Field package var numProcs: Int
    @Field package var pidsStats: PidsStats
    @Field package var blkioStats: BlkioStats
    @Field package var storageStats: EmptyObject
    @Field package var cpuStats: CPUStats
    @Field package var precpuStats: CPUStats
    @Field package var memoryStats: MemoryStats
    /// By interface.
    @OmitEmpty package var networks: [String: NetworkStats]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name, id, read, preread, numProcs = "num_procs", pidsStats = "pids_stats", blkioStats = "blkio_stats"
        case storageStats = "storage_stats", cpuStats = "cpu_stats", precpuStats = "precpu_stats"
        case memoryStats = "memory_stats", networks
    }
}

package struct PidsStats: WireObject {
    @OmitEmpty package var current: Int
    /// `nil` is unlimited.
    package var limit: UInt64?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case current, limit
    }
}
