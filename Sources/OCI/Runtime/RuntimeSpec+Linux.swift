extension RuntimeSpec {
    /// `config-linux.md`.
    package struct Linux: Equatable, Sendable {
        package var uidMappings: [IDMapping]?
        package var gidMappings: [IDMapping]?
        /// Kernel parameters such as `net.ipv4.ip_forward`, of the container's namespaces.
        package var sysctl: [String: String]?
        package var resources: Resources?
        /// Absolute: below the root of each hierarchy; relative: below the runtime's own cgroup.
        package var cgroupsPath: String?
        package var namespaces: [Namespace]?
        package var devices: [Device]?
        package var netDevices: [String: NetDevice]?
        package var seccomp: Seccomp?
        /// `shared`, `slave`, `private` or `unbindable`, with `r` in front also; absent is `rslave`.
        package var rootfsPropagation: String?
        package var maskedPaths: [String]?
        package var readonlyPaths: [String]?
        package var mountLabel: String?
        package var intelRdt: IntelRdt?
        package var memoryPolicy: MemoryPolicy?
        package var personality: Personality?
        /// By `monotonic` and `boottime`.
        package var timeOffsets: [String: TimeOffset]?

        package init(namespaces: [Namespace]? = nil, resources: Resources? = nil, cgroupsPath: String? = nil) {
            self.namespaces = namespaces
            self.resources = resources
            self.cgroupsPath = cgroupsPath
        }
    }

    /// A namespace that the container gets: a new one, or the one at `path`, which may be `/proc/self/fd/N`.
    package struct Namespace: Equatable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case pid, network, mount, ipc, uts, user, cgroup, time
        }
        package var type: Kind
        package var path: String?

        package init(type: Kind, path: String? = nil) {
            self.type = type
            self.path = path
        }
    }

    /// mknod(2) inside the container.
    package struct Device: Equatable, Sendable {
        /// `c` and `u` character, `b` block, `p` FIFO.
        package var type: String
        package var path: String
        package var major: Int64?
        package var minor: Int64?
        /// Permission bits; absent is `0o666`.
        package var fileMode: UInt32?
        package var uid: UInt32?
        package var gid: UInt32?

        package init(
            type: String, path: String, major: Int64? = nil, minor: Int64? = nil, fileMode: UInt32? = nil,
            uid: UInt32? = nil, gid: UInt32? = nil
        ) {
            self.type = type
            self.path = path
            self.major = major
            self.minor = minor
            self.fileMode = fileMode
            self.uid = uid
            self.gid = gid
        }
    }

    /// A network device that is moved into the container, under a new name if one is given.
    package struct NetDevice: Equatable, Sendable {
        package var name: String?

        package init() {}
    }

    /// personality(2): `LINUX` or `LINUX32`.
    package struct Personality: Equatable, Sendable {
        package var domain: String
        package var flags: [String]?
    }

    /// set_mempolicy(2), in names such as `MPOL_BIND`; `nodes` is a list such as `0-3`.
    package struct MemoryPolicy: Equatable, Sendable {
        package var mode: String
        package var nodes: String?
        package var flags: [String]?
    }

    /// time_namespaces(7).
    package struct TimeOffset: Equatable, Sendable {
        package var secs: Int64?
        package var nanosecs: UInt32?

        package init() {}
    }

    /// resctrl: `config-linux.md`, section "IntelRdt".
    package struct IntelRdt: Equatable, Sendable {
        package var closID: String?
        package var schemata: [String]?
        package var l3CacheSchema: String?
        package var memBwSchema: String?
        package var enableMonitoring: Bool?
        package var enableCMT: Bool?
        package var enableMBM: Bool?

        package init() {}
    }
}
