import DockerAPI

/// A container in a list.
struct ContainerRow {
    static let fields: [Listing.Field] = [
        .init("ID", "CONTAINER ID"), .init("Image", "IMAGE"), .init("Command", "COMMAND"),
        .init("CreatedAt", "CREATED AT"), .init("RunningFor", "CREATED"), .init("Status", "STATUS"),
        .init("State", "STATE"), .init("Ports", "PORTS"), .init("Size", "SIZE"), .init("Names", "NAMES"),
        .init("Labels", "LABELS"), .init("Mounts", "MOUNTS"), .init("LocalVolumes", "LOCAL VOLUMES"),
        .init("Networks", "NETWORKS"),
    ]
    static let columns = ["ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names"]

    private let container: ContainerSummary
    /// Nothing is cut.
    private let isWhole: Bool
    private let now: Int

    init(_ container: ContainerSummary, isWhole: Bool, now: Int) {
        self.container = container
        self.isWhole = isWhole
        self.now = now
    }

    var id: String { isWhole ? container.id : ShortText.id(container.id) }

    var texts: [String: String] {
        [
            "ID": id, "Image": image, "Command": "\"\(command)\"",
            "CreatedAt": LocalTime(container.created).text, "RunningFor": Ago.since(container.created, now: now),
            "Status": container.status, "State": container.state, "Ports": PortList.text(container.ports),
            "Size": size, "Names": names, "Labels": labels, "Mounts": mounts,
            "LocalVolumes": String(container.mounts.filter { $0.driver == "local" }.count),
            "Networks": container.networkSettings.networks.keys.sorted().joined(separator: ","),
        ]
    }

    private var command: String { isWhole ? container.command : ShortText.ellipsis(container.command, 20) }

    /// One that is known by its id alone is cut as ids are.
    private var image: String {
        if container.image.isEmpty { return "<no image>" }
        return !isWhole && container.image.hasPrefix("sha256:") ? ShortText.id(container.image) : container.image
    }

    /// Without the slash in front, and without those that links give.
    private var names: String {
        container.names.map { String($0.drop { $0 == "/" }) }.filter { isWhole || !$0.contains("/") }
            .joined(separator: ",")
    }

    private var labels: String {
        container.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }

    private var mounts: String {
        container.mounts.map { mount in
            let name = mount.name.isEmpty ? mount.source : mount.name
            return isWhole ? name : ShortText.ellipsis(name, 15)
        }.joined(separator: ",")
    }

    private var size: String {
        let own = ByteSize.decimal(container.sizeRw)
        return container.sizeRootFs > 0 ? "\(own) (virtual \(ByteSize.decimal(container.sizeRootFs)))" : own
    }
}
