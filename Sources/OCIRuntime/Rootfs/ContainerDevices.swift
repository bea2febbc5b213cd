import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Device files and the links of `/dev`: runtime-spec, `config-linux.md`, "Default Devices".
struct ContainerDevices {
    let root: Int32
    /// Whether device files are bound from the host, since a user namespace forbids making them.
    let bindsFromHost: Bool

    static let standard: [RuntimeSpec.Device] =
        [("null", 3), ("zero", 5), ("full", 7), ("random", 8), ("urandom", 9)]
        .map { name, minor in .init(type: "c", path: "/dev/\(name)", major: 1, minor: minor, fileMode: 0o666) }
        + [.init(type: "c", path: "/dev/tty", major: 5, minor: 0, fileMode: 0o666)]

    private static let links = [
        ("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"), ("ptmx", "pts/ptmx"),
    ]

    /// - Precondition: the caller's umask(2) is 0.
    func make(_ devices: [RuntimeSpec.Device]) throws(RuntimeError) {
        let configured = Set(devices.map(\.path))
        // Most are in one directory, which is opened once.
        var parent: OwnedDescriptor?
        var parentPath: Substring = ""
        for device in Self.standard.filter({ !configured.contains($0.path) }) + devices {
            let slash = device.path.lastIndex(of: "/") ?? device.path.startIndex
            try doing("device \(device.path)") { () throws(SystemCallError) in
                if bindsFromHost { return try bind(device.path) }
                if parent.raw == nil || parentPath != device.path[..<slash] {
                    parentPath = device.path[..<slash]
                    parent = try MountTarget.open(String(parentPath), in: root, orMake: .directory)
                }
                try make(device, named: String(device.path[slash...].dropFirst()), in: parent.raw ?? -1)
            }
        }
        try doing("links in /dev") { () throws(SystemCallError) in try makeLinks() }
    }

    private func make(
        _ device: RuntimeSpec.Device, named name: String, in parent: Int32
    ) throws(SystemCallError) {
        let kind: DeviceNode.Kind = device.type == "b" ? .block : device.type == "p" ? .fifo : .character
        do {
            try DeviceNode.make(
                name, in: parent, kind, major: UInt32(truncatingIfNeeded: device.major ?? 0),
                minor: UInt32(truncatingIfNeeded: device.minor ?? 0), mode: device.fileMode ?? 0o666)
        } catch  where error.errno == .fileExists {
            return try check(name, in: parent, isLike: device)
        } catch  where error.errno == .notPermitted && kind != .fifo {
            // The runtime itself may be in a user namespace.
            return try bind(device.path)
        }
        if device.uid ?? 0 != 0 || device.gid ?? 0 != 0 {
            let (uid, gid) = (device.uid ?? 0, device.gid ?? 0)
            try systemCall("fchownat", device.path) { fchownat(parent, name, uid, gid, AT_SYMLINK_NOFOLLOW) }
        }
    }

    /// What is there under the name of a device must be that device.
    private func check(
        _ name: String, in parent: Int32, isLike device: RuntimeSpec.Device
    ) throws(SystemCallError) {
        let existing = try OwnedDescriptor.open(name, at: parent, OpenFlags.path | O_NOFOLLOW)
        let status = try FileStatus(of: existing.raw)
        let isLike =
            switch device.type {
            case "p": status.kind == .fifo
            case "b": status.kind == .blockDevice
            default: status.kind == .characterDevice
            }
        let hasNumbers = Int64(status.major) == device.major && Int64(status.minor) == device.minor
        guard isLike, hasNumbers || device.type == "p" else {
            throw SystemCallError("mknodat", "\(device.path): something else is there", errno: .fileExists)
        }
    }

    private func bind(_ path: String) throws(SystemCallError) {
        let source = try MountTree.clone(path)
        let target = try MountTarget.open(path, in: root, orMake: .file)
        try MountTree.attach(source.raw, to: target.raw)
    }

    private func makeLinks() throws(SystemCallError) {
        let dev = try MountTarget.open("/dev", in: root, orMake: .directory)
        for (name, target) in Self.links {
            do throws(SystemCallError) {
                try systemCall("symlinkat", "/dev/\(name)") { symlinkat(target, dev.raw, name) }
            } catch  where error.errno == .fileExists {
                continue
            }
        }
    }
}
