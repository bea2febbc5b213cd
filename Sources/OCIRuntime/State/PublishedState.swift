import Cgroups
import JSON
import Linux
import OCI

/// `state.json` as it is written: the runtime's own record, and beside it what programs look for there that read
/// runc's: the first process, where its cgroups and namespaces are, and the container's labels.
struct PublishedState: JSONWritable {
    let record: StateRecord

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            var record = record
            record.map(&writer)
            writer.required("init_process_pid", record.pid)
            writer.required("init_process_start", record.startTime)
            writer.required("rootless", !EffectiveUser.isRoot)
            writer.required("cgroup_paths", cgroupPaths)
            writer.member("namespace_paths", namespacePaths)
            writer.required("intel_rdt_path", record.resourceControl?.groups.first ?? "")
            writer.member("config", configuration)
        }
    }

    /// By controller; `""` is v2.
    private var cgroupPaths: [String: String] {
        var paths: [String: String] = [:]
        for hierarchy in record.cgroup.placement.legacy {
            for controller in hierarchy.controllers { paths[controller] = hierarchy.directory }
        }
        paths[""] = record.cgroup.placement.unified
        return paths
    }

    private static let namespaces: [(StaticString, String)] = [
        ("NEWCGROUP", "cgroup"), ("NEWIPC", "ipc"), ("NEWNET", "net"), ("NEWNS", "mnt"), ("NEWPID", "pid"),
        ("NEWTIME", "time"), ("NEWUSER", "user"), ("NEWUTS", "uts"),
    ]

    /// All, also those that it shares.
    private func namespacePaths(_ writer: inout JSONWriter) {
        for (name, file) in Self.namespaces { writer.required(name, "/proc/\(record.pid)/ns/\(file)") }
    }

    private func configuration(_ writer: inout JSONWriter) {
        writer.required("rootfs", record.rootfs)
        writer.required("version", record.ociVersion)
        let annotations = (record.annotations ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
        writer.required("labels", annotations + ["bundle=\(record.bundle)"])
    }
}
