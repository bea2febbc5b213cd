import CLinux
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Which devices a container may open, by the rules of the devices cgroup.
struct DeviceRules {
    let rules: [RuntimeSpec.DeviceRule]

    init(devices: [DeviceMapping], privileged: Bool) {
        if privileged {
            rules = [RuntimeSpec.DeviceRule(allow: true, access: "rwm")]
            return
        }
        let asked = devices.compactMap { device -> RuntimeSpec.DeviceRule? in
            guard let node = try? DeviceNode(device.hostPath) else { return nil }
            return RuntimeSpec.DeviceRule(
                allow: true, type: node.type, major: node.major, minor: node.minor, access: device.access)
        }
        rules = [RuntimeSpec.DeviceRule(allow: false, access: "rwm")] + Self.standard + asked
    }

    /// What every container has in `/dev`, and the making (not the opening) of any node.
    private static let standard: [RuntimeSpec.DeviceRule] = {
        let characters: [(Int64, Int64?)] = [
            (1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2), (136, nil),
        ]
        let opened = characters.map { major, minor in
            RuntimeSpec.DeviceRule(allow: true, type: "c", major: major, minor: minor, access: "rwm")
        }
        let made = ["c", "b"].map { RuntimeSpec.DeviceRule(allow: true, type: $0, access: "m") }
        return made + opened
    }()
}

/// A device of the host.
struct DeviceNode {
    /// `c` or `b`.
    let type: String
    let major: Int64
    let minor: Int64
    let mode: UInt32
    let uid: UInt32
    let gid: UInt32

    /// - Throws: `invalidArgument` when `path` is no device.
    init(_ path: String) throws(EngineError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw EngineError(
                .invalidArgument,
                "error gathering device information while adding custom device \"\(path)\": no such file or directory")
        }
        switch status.st_mode & S_IFMT {
        case S_IFCHR: type = "c"
        case S_IFBLK: type = "b"
        default:
            throw EngineError(
                .invalidArgument,
                "error gathering device information while adding custom device \"\(path)\": not a device node")
        }
        major = Int64(clinux_major(status.st_rdev))
        minor = Int64(clinux_minor(status.st_rdev))
        mode = status.st_mode & 0o777
        uid = status.st_uid
        gid = status.st_gid
    }
}

/// The device nodes that are made in a container beyond the standard ones.
struct DeviceList {
    let devices: [RuntimeSpec.Device]

    init(_ configuration: ContainerConfiguration) throws(EngineError) {
        var mappings = configuration.devices
        if configuration.security.privileged {
            let asked = Set(mappings.map(\.containerPath))
            mappings += Self.hostDevices().filter { !asked.contains($0.containerPath) }
        }
        devices = try mappings.map { mapping throws(EngineError) in
            let node = try DeviceNode(mapping.hostPath)
            return RuntimeSpec.Device(
                type: node.type, path: mapping.containerPath, major: node.major, minor: node.minor, fileMode: node.mode,
                uid: node.uid, gid: node.gid)
        }
    }

    /// What a container's own `/dev` has by itself.
    private static let own: Set<String> = [
        "pts", "shm", "fd", "mqueue", "console", "stdin", "stdout", "stderr", "core", "ptmx", "null", "zero", "full",
        "random", "urandom", "tty",
    ]

    /// Every device in the host's `/dev`, for a privileged container.
    private static func hostDevices(beneath path: String = "/dev") -> [DeviceMapping] {
        ((try? DirectoryTree.names(in: path)) ?? []).sorted().flatMap { name -> [DeviceMapping] in
            if path == "/dev", own.contains(name) { return [] }
            let full = "\(path)/\(name)"
            var status = stat()
            guard lstat(full, &status) == 0 else { return [] }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: return hostDevices(beneath: full)
            case S_IFCHR, S_IFBLK: return [DeviceMapping(hostPath: full, containerPath: full, access: "rwm")]
            default: return []
            }
        }
    }
}
