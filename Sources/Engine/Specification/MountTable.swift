import OCI
import Snapshots

/// The mounts of a container: the kernel's filesystems, the engine's files, and what was asked for.
struct MountTable {
    private let record: ContainerRecord
    private let directory: ContainerDirectory
    private var configuration: ContainerConfiguration { record.configuration }

    init(_ record: ContainerRecord, directory: ContainerDirectory) {
        self.record = record
        self.directory = directory
    }

    /// In the order of mounting: a path comes before those beneath it, and an asked one replaces ours at its place.
    var mounts: [RuntimeSpec.Mount] {
        let asked = zip(configuration.mounts, record.mounts).map { mount($0, at: $1) }
        let targets = Set(asked.map(\.destination))
        let base = kernel.filter { !targets.contains($0.destination) }
        let rest = files.filter { !targets.contains($0.destination) } + asked
        return base + rest.sorted { depth($0) < depth($1) }
    }

    /// Where every container is mounted on. Docker makes these before the container is there, and does not tell of
    /// them either.
    var pointsOfTheEngine: MountPoints {
        MountPoints(directories: kernel.map(\.destination), files: files.map(\.destination))
    }

    private func depth(_ mount: RuntimeSpec.Mount) -> Int {
        mount.destination.split(separator: "/").count
    }

    private var kernel: [RuntimeSpec.Mount] {
        let access = configuration.security.privileged ? "rw" : "ro"
        return [
            .init(destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"]),
            .init(
                destination: "/dev", type: "tmpfs", source: "tmpfs",
                options: ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            .init(
                destination: "/dev/pts", type: "devpts", source: "devpts",
                options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
            .init(destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", access]),
            .init(
                destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup",
                options: ["nosuid", "noexec", "nodev", "relatime", access]),
            .init(
                destination: "/dev/mqueue", type: "mqueue", source: "mqueue", options: ["nosuid", "noexec", "nodev"]),
            .init(
                destination: "/dev/shm", type: "tmpfs", source: "shm",
                options: ["nosuid", "noexec", "nodev", "mode=1777", "size=\(configuration.shmSize)"]),
        ]
    }

    private var files: [RuntimeSpec.Mount] {
        [
            ("/etc/resolv.conf", directory.resolvConf), ("/etc/hostname", directory.hostname),
            ("/etc/hosts", directory.hosts),
        ].map { .init(destination: $0, type: "bind", source: $1, options: ["rbind", "rprivate"]) }
    }

    private func mount(_ request: MountRequest, at point: MountPoint) -> RuntimeSpec.Mount {
        guard request.kind != .tmpfs else { return tmpfs(request) }
        let options = [
            request.recursive ? "rbind" : "bind", point.propagation.isEmpty ? "rprivate" : point.propagation,
            request.readOnly ? (request.recursive ? "rro" : "ro") : "rw",
        ]
        return .init(destination: request.target, type: "bind", source: point.source, options: options)
    }

    private func tmpfs(_ request: MountRequest) -> RuntimeSpec.Mount {
        var options = ["nosuid", "nodev", "noexec"]
        for option in request.options {
            // `exec` takes `noexec` away, and so on.
            options.removeAll { $0 == "no" + option || "no" + $0 == option }
            options.append(option)
        }
        if request.tmpfsSize > 0 { options.append("size=\(request.tmpfsSize)") }
        if let mode = request.tmpfsMode { options.append("mode=\(String(mode, radix: 8))") }
        if request.readOnly { options.append("ro") }
        return .init(destination: request.target, type: "tmpfs", source: "tmpfs", options: options)
    }
}
