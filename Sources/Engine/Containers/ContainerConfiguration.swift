package import Networking

/// What a container was asked to be: the image's own settings are merged into it when it is created.
///
/// It is stored with the container and never changes but by `rename` and `update`.
package struct ContainerConfiguration: Equatable, Sendable {
    /// The image as the caller named it.
    package var image: String
    /// Replaces the image's `Cmd`; `nil` keeps it.
    package var command: [String]?
    /// Replaces the image's `Entrypoint`; `nil` keeps it, `[]` or `[""]` clears it.
    package var entrypoint: [String]?
    /// `KEY=value`, or `KEY` to remove one of the image's.
    package var environment: [String] = []
    package var workingDirectory: String?
    /// `user[:group]`, names or numbers.
    package var user: String?
    package var hostname: String?
    package var domainname: String?
    package var labels: [String: String] = [:]
    package var terminal = false
    package var openStdin = false
    package var stdinOnce = false
    /// What the creating client said that it would attach; only shown.
    package var attach = AttachedStreams()
    package var stopSignal: String?
    /// In seconds, from the stop signal to SIGKILL; negative waits for ever.
    package var stopTimeout: Int?
    /// Whether the image's health check is not to be made.
    package var disablesHealthcheck = false
    /// `80/tcp`: documented by the image or by `--expose`.
    package var exposedPorts: [String] = []
    package var publications: [Publication] = []
    /// Publishes every exposed port on a free port of the host.
    package var publishAllPorts = false
    package var network = NetworkMode.bridge
    package var mounts: [MountRequest] = []
    package var resources = Resources()
    package var security = SecurityOptions()
    package var readOnlyRoot = false
    package var initProcess = false
    package var restart = RestartPolicy()
    package var autoRemove = false
    package var log = LogConfiguration()
    package var dns: [String] = []
    package var dnsSearch: [String] = []
    package var dnsOptions: [String] = []
    /// `name:address`; the address may be `host-gateway`.
    package var extraHosts: [String] = []
    /// In bytes; the size of `/dev/shm`.
    package var shmSize: Int64 = 64 << 20
    package var sysctls: [String: String] = [:]
    package var devices: [DeviceMapping] = []
    package var platform: String?
    /// Where the creating client wrote the id; only shown.
    package var idFile: String?

    package init(image: String) {
        self.image = image
    }
}

package struct AttachedStreams: Equatable, Sendable {
    package var input = false
    package var output = false
    package var error = false

    package init(input: Bool = false, output: Bool = false, error: Bool = false) {
        self.input = input
        self.output = output
        self.error = error
    }
}

package enum NetworkMode: Equatable, Sendable {
    case bridge, host, none
    /// Shares another container's network namespace.
    case container(String)
    /// Another network, which a container may name before there is one; its start needs it.
    case named(String)
}

package struct MountRequest: Equatable, Sendable {
    package enum Kind: String, Sendable { case bind, volume, tmpfs }
    package var kind: Kind
    /// A host path, a volume's name (empty for an anonymous one), or empty.
    package var source: String
    /// Absolute, in the container.
    package var target: String
    package var readOnly = false
    /// Creates a missing bind source as a directory, as `-v` does and `--mount` does not.
    package var createSource = false
    /// `private`, `rprivate`, `shared`, `rshared`, `slave`, `rslave`; `nil` is `rprivate`.
    package var propagation: String?
    /// Whether a bind takes the mounts beneath its source along.
    package var recursive = true
    /// Whether an empty volume is first filled from the image's directory.
    package var copyUp = true
    /// Of a tmpfs: size in bytes, 0 for the kernel's default; mode bits.
    package var tmpfsSize: Int64 = 0
    package var tmpfsMode: UInt32?
    /// Further mount options of a tmpfs, such as `noexec`.
    package var options: [String] = []

    package init(kind: Kind, source: String = "", target: String, readOnly: Bool = false) {
        self.kind = kind
        self.source = source
        self.target = target
        self.readOnly = readOnly
    }
}

/// Limits; 0, `nil` and empty are "none", but for swap, which `memory` limits too.
package struct Resources: Equatable, Sendable {
    /// In bytes.
    package var memory: Int64 = 0
    /// In bytes, memory and swap together; -1 is unlimited, 0 twice `memory`.
    package var memorySwap: Int64 = 0
    package var memoryReservation: Int64 = 0
    package var cpuShares: UInt64 = 0
    /// In microseconds.
    package var cpuPeriod: UInt64 = 0
    package var cpuQuota: Int64 = 0
    /// In billionths of a processor.
    package var nanoCPUs: Int64 = 0
    package var cpusetCPUs = ""
    package var cpusetMemories = ""
    package var pidsLimit: Int64 = 0
    package var oomScoreAdjustment: Int?
    package var ulimits: [Ulimit] = []

    package init() {}
}

package struct Ulimit: Equatable, Sendable {
    /// As in setrlimit(2) without the prefix, lower case: `nofile`.
    package var name: String
    package var soft: Int64
    package var hard: Int64

    package init(name: String, soft: Int64, hard: Int64) {
        self.name = name
        self.soft = soft
        self.hard = hard
    }
}

package struct SecurityOptions: Equatable, Sendable {
    package var privileged = false
    /// `NET_ADMIN` or `CAP_NET_ADMIN`, any case; `ALL`.
    package var addedCapabilities: [String] = []
    package var droppedCapabilities: [String] = []
    package var noNewPrivileges = false
    package var seccomp = SeccompChoice.standard
    package var additionalGroups: [String] = []
    package var hostPIDNamespace = false
    package var hostIPCNamespace = false
    package var hostUTSNamespace = false
    /// Paths; `nil` is the engine's default list.
    package var maskedPaths: [String]?
    package var readOnlyPaths: [String]?

    package init() {}
}

package enum SeccompChoice: Equatable, Sendable {
    case standard, unconfined
    /// A profile in Docker's JSON form, given whole.
    case profile(String)
}

package struct DeviceMapping: Equatable, Sendable {
    package var hostPath: String
    package var containerPath: String
    /// Of `r`, `w`, `m`.
    package var access: String

    package init(hostPath: String, containerPath: String, access: String) {
        self.hostPath = hostPath
        self.containerPath = containerPath
        self.access = access
    }
}

package struct RestartPolicy: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case no, always
        case unlessStopped = "unless-stopped"
        case onFailure = "on-failure"
    }
    package var kind: Kind
    /// Of `on-failure`; 0 is without limit.
    package var maximumRetries: Int

    package init(kind: Kind = .no, maximumRetries: Int = 0) {
        self.kind = kind
        self.maximumRetries = maximumRetries
    }
}

package struct LogConfiguration: Equatable, Sendable {
    package enum Driver: String, Sendable {
        case jsonFile = "json-file"
        case none
    }
    package var driver: Driver = .jsonFile
    /// In bytes; `nil` is the engine's default.
    package var maximumSize: Int64?
    /// `nil` is the engine's default.
    package var maximumFiles: Int?

    package init() {}
}
