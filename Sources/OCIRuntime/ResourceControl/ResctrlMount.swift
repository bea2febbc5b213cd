import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The resctrl filesystem, which shares out caches and memory bandwidth: the kernel's `resctrl.rst`.
///
/// What changes something is there to be replaced: a directory that stands for it has no kernel that makes the files of
/// a new group.
struct ResctrlMount {
    var root = "/sys/fs/resctrl"
    /// Makes a group.
    var make: (String) throws(SystemCallError) -> Void = { path throws(SystemCallError) in
        try systemCall("mkdir", path) { mkdir(path, 0o755) }
    }
    /// Removes a group, whose processes go back to the one above.
    var remove: (String) -> Void = { rmdir($0) }
    /// A value, and the path of the file that takes it.
    var write: (String, String) throws(SystemCallError) -> Void = { value, path throws(SystemCallError) in
        try SmallFile.write(value, to: path)
    }

    var isMounted: Bool { exists("\(root)/schemata") }

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Refuses what the machine cannot serve, and what is no schema.
    func check(_ settings: RuntimeSpec.IntelRdt) throws(RuntimeError) {
        guard isMounted else {
            let members = [("l3CacheSchema", settings.l3CacheSchema), ("memBwSchema", settings.memBwSchema)]
            let asked = members.first { $0.1?.isEmpty == false }.map { ".\($0.0)" } ?? ""
            throw .invalid("linux.intelRdt\(asked)", "this machine has no resctrl mounted on \(root)")
        }
        // With a cache that holds code and data apart, each has a schema of its own.
        if settings.l3CacheSchema?.isEmpty == false, !serves("L3"), !serves("L3CODE") {
            throw .invalid("linux.intelRdt.l3CacheSchema", "this machine's resctrl does not share out an L3 cache")
        }
        guard let bandwidth = settings.memBwSchema, !bandwidth.isEmpty else { return }
        guard serves("MB") else {
            throw .invalid("linux.intelRdt.memBwSchema", "this machine's resctrl does not share out memory bandwidth")
        }
        guard bandwidth.hasPrefix("MB:"), !bandwidth.contains("\n") else {
            throw .invalid("linux.intelRdt.memBwSchema", "'\(bandwidth)' is no line that begins with MB:")
        }
    }

    private func serves(_ resource: String) -> Bool { exists("\(root)/info/\(resource)") }

    /// The kernel tells in a file why it refused what was written last.
    func write(schema line: String, to group: String) throws(RuntimeError) {
        do throws(SystemCallError) { try write("\(line)\n", "\(group)/schemata") } catch {
            let status = (try? SmallFile.read("\(root)/info/last_cmd_status"))?.split(separator: "\n").first ?? "ok"
            let reason = status == "ok" ? "" : ": \(status)"
            throw RuntimeError(.system, "linux.intelRdt: schema '\(line)': \(error)\(reason)", cause: error)
        }
    }
}
