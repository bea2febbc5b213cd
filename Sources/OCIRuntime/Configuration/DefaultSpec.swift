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
