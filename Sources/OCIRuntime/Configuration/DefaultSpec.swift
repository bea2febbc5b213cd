package import OCI

extension RuntimeSpec {
    /// A configuration to begin with: a shell in a terminal, as `runc spec` writes it.
    package static var standard: RuntimeSpec {
        var process = Process(
            args: ["sh"], env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
            cwd: "/", user: User())
        process.terminal = true
        process.noNewPrivileges = true
        let capabilities = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"]
        process.capabilities = Capabilities(
            bounding: capabilities, effective: capabilities, permitted: capabilities)
        process.rlimits = [ResourceLimit(type: "RLIMIT_NOFILE", hard: 1024, soft: 1024)]
        var linux = Linux(namespaces: [.pid, .network, .ipc, .uts, .mount, .cgroup].map { Namespace(type: $0) })
        linux.resources = Resources(devices: [DeviceRule(allow: false, access: "rwm")])
        linux.maskedPaths = standardMaskedPaths
        linux.readonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
        return RuntimeSpec(
            process: process, root: Root(path: "rootfs", readonly: true), hostname: "wherry", mounts: standardMounts,
            linux: linux)
    }

    /// The same for an ordinary user: ids of its own, no limits, and the host's network and sysfs.
    package static func rootless(user: UInt32, group: UInt32) -> RuntimeSpec {
        var spec = standard
        spec.linux?.resources = nil
        spec.linux?.namespaces = [.pid, .ipc, .uts, .mount, .cgroup, .user].map { Namespace(type: $0) }
        spec.linux?.uidMappings = [IDMapping(containerID: 0, hostID: user, size: 1)]
        spec.linux?.gidMappings = [IDMapping(containerID: 0, hostID: group, size: 1)]
        spec.mounts = standardMounts.map { mount in
            var mount = mount
            mount.options?.removeAll { $0.hasPrefix("gid=") }
            guard mount.destination == "/sys" else { return mount }
            let options = ["rbind", "nosuid", "noexec", "nodev", "ro"]
            return Mount(destination: "/sys", type: "none", source: "/sys", options: options)
        }
        return spec
    }

    private static let standardMaskedPaths = [
        "/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/sys/firmware", "/proc/scsi",
    ]

    private static let standardMounts = [
        Mount(destination: "/proc", type: "proc", source: "proc"),
        Mount(
            destination: "/dev", type: "tmpfs", source: "tmpfs",
            options: ["nosuid", "strictatime", "mode=755", "size=65536k"]),
        Mount(
            destination: "/dev/pts", type: "devpts", source: "devpts",
            options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
        Mount(
            destination: "/dev/shm", type: "tmpfs", source: "shm",
            options: ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]),
        Mount(destination: "/dev/mqueue", type: "mqueue", source: "mqueue", options: ["nosuid", "noexec", "nodev"]),
        Mount(destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"]),
        Mount(
            destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup",
            options: ["nosuid", "noexec", "nodev", "relatime", "ro"]),
    ]
}
