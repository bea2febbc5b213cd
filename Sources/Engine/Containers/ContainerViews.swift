package import Linux
package import Snapshots

/// A line of `ps`.
package struct ContainerSummary: Sendable {
    package var record: ContainerRecord
    /// The image's name as shown: the one it was asked for by, or its id when that name is another's now.
    package var image: String
    /// Of the writable layer, when asked for.
    package var size: SnapshotUsage?
    /// Of everything that the container sees, in bytes, when asked for.
    package var rootSize: Int64?

    package init(record: ContainerRecord, image: String, size: SnapshotUsage? = nil, rootSize: Int64? = nil) {
        self.record = record
        self.image = image
        self.size = size
        self.rootSize = rootSize
    }
}

/// Everything that `inspect` shows beyond the record.
package struct ContainerDetails: Sendable {
    package var record: ContainerRecord
    package var logPath: String?
    package var hostnamePath: String
    package var hostsPath: String
    package var resolvConfPath: String
    package var storageDriver: String
    /// The running execs' ids.
    package var execs: [String]
    package var bridge: BridgeView?
    package var size: SnapshotUsage?
    package var rootSize: Int64?
}

/// The default bridge as `inspect` shows it.
package struct BridgeView: Sendable {
    package var name: String
    package var subnet: String
    package var gateway: String

    package init(name: String, subnet: String, gateway: String) {
        self.name = name
        self.subnet = subnet
        self.gateway = gateway
    }
}

/// Which containers `ps` and `prune` mean; every non-empty field must match, one value of it at least.
package struct ContainerFilter: Sendable {
    /// Otherwise only running ones.
    package var all = false
    /// The newest so many, whatever their state; 0 is all.
    package var limit = 0
    package var size = false
    package var ids: [String] = []
    package var names: [String] = []
    /// `key` or `key=value`.
    package var labels: [String] = []
    /// `key` or `key=value`; none of them may hold.
    package var excludedLabels: [String] = []
    package var statuses: [String] = []
    /// An image's name or id, or one it descends from.
    package var ancestors: [String] = []
    package var exitCodes: [Int32] = []
    package var networks: [String] = []
    package var volumes: [String] = []
    /// A container's name or id.
    package var before: String?
    package var since: String?
    /// Containers created earlier than this.
    package var until: Timestamp?
    /// `none` is that of every container, as none is probed.
    package var healths: [String] = []
    /// No container is a swarm's task.
    package var areTasks: Bool?
    /// `80` or `80/tcp`.
    package var published: [String] = []
    package var exposed: [String] = []

    package init() {}
}

package struct CreatedContainer: Sendable {
    package var id: String
    package var warnings: [String]
}

package enum WaitCondition: Sendable { case notRunning, nextExit, removed }

/// What `top` shows.
package struct ProcessTable: Sendable {
    package var titles: [String]
    package var rows: [[String]]
}

package struct PrunedContainers: Sendable {
    package var ids: [String]
    /// In bytes.
    package var reclaimed: Int64
}
