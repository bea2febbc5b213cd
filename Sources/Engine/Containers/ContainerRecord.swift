package import Networking
package import OCI

/// All that is kept of a container: `containers/<id>/container.json`.
package struct ContainerRecord: Equatable, Sendable {
    /// 64 hexadecimal digits.
    package let id: String
    /// Without a leading slash; one per engine.
    package var name: String
    /// RFC 3339 with nanoseconds, UTC.
    package let createdAt: String
    /// The digest of the image's configuration.
    package let imageID: Digest
    package let platform: Platform
    /// As asked, merged with the image's own settings.
    package var configuration: ContainerConfiguration
    /// The program and its arguments, entry point first.
    package let arguments: [String]
    /// Where each mount of `configuration` was found or made.
    package var mounts: [MountPoint]
    package var state = ContainerState()

    package init(
        id: String, name: String, createdAt: String, imageID: Digest, platform: Platform,
        configuration: ContainerConfiguration, arguments: [String], mounts: [MountPoint]
    ) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.imageID = imageID
        self.platform = platform
        self.configuration = configuration
        self.arguments = arguments
        self.mounts = mounts
    }
}

/// Where a container is in its life.
///
/// `created` → `running` → `exited` → `running` … ; `dead` is one whose removal failed half-way: Docker's words.
package struct ContainerState: Equatable, Sendable {
    package enum Phase: String, Sendable { case created, running, restarting, exited, removing, dead }
    package var phase = Phase.created
    /// In the engine's pid namespace, while running.
    package var pid: Int32?
    package var startedAt: String?
    package var finishedAt: String?
    package var exitCode: Int32 = 0
    package var outOfMemory = false
    /// Why the last start failed; empty when it did not.
    package var error = ""
    /// How often the restart policy has started it again.
    package var restartCount = 0
    /// Whether the user ended it, so that `unless-stopped` leaves it so.
    package var stoppedByUser = false
    /// Whether its anonymous volumes go with it, while it is being removed.
    package var removesVolumes = false
    /// On the bridge, while running.
    package var endpoint: Endpoint?

    package init() {}
}

/// A mount of a container with its source found.
package struct MountPoint: Equatable, Sendable {
    package var kind: MountRequest.Kind
    /// A volume's name; empty for others.
    package var name: String
    /// A path of the host; empty for a tmpfs.
    package var source: String
    package var target: String
    package var readOnly: Bool
    package var propagation: String

    package init(
        kind: MountRequest.Kind, name: String, source: String, target: String, readOnly: Bool, propagation: String
    ) {
        self.kind = kind
        self.name = name
        self.source = source
        self.target = target
        self.readOnly = readOnly
        self.propagation = propagation
    }
}
