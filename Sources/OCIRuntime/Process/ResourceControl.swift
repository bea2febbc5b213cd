import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `linux.intelRdt`: a group of the resctrl filesystem, which shares out caches and memory bandwidth.
///
/// See the kernel's `resctrl.rst`, and runtime-spec, `config-linux.md`, "IntelRdt".
struct ResourceControl: Equatable, Sendable {
    private static let root = "/sys/fs/resctrl"
    /// Directories that were made for the container, and go with it.
    var made: [String] = []

    static var isMounted: Bool { access("\(root)/schemata", F_OK) == 0 }

    /// Makes the groups, and places the container's first process in them.
    init(
        _ settings: RuntimeSpec.IntelRdt, container id: String, pid: Int32, root: String = Self.root
    ) throws(RuntimeError) {
        let name = settings.closID.flatMap { $0.isEmpty ? nil : $0 } ?? id
        guard !name.contains("/"), name != ".", name != ".." else {
            throw .invalid("linux.intelRdt.closID", "'\(name)' is no name of a group")
        }
        let group = "\(root)/\(name)"
        do {
            try enter(group, settings, pid, isShared: name != id)
            if settings.enableMonitoring == true || settings.enableCMT == true || settings.enableMBM == true {
                try makeDirectory("\(group)/mon_groups/\(id)")
                try place(pid, in: "\(group)/mon_groups/\(id)")
            }
        } catch {
            remove()
            throw error
        }
    }

    private mutating func enter(
        _ group: String, _ settings: RuntimeSpec.IntelRdt, _ pid: Int32, isShared: Bool
    ) throws(RuntimeError) {
        let lines = Self.schemata(settings)
        // A group that is named without a schema is someone else's, and must be there.
        if isShared, lines.isEmpty {
            guard access(group, F_OK) == 0 else {
                throw .invalid("linux.intelRdt.closID", "there is no group '\(group)', and no schema to make it by")
            }
        } else {
            try makeDirectory(group)
        }
        for line in lines {
            try doing("linux.intelRdt: schema '\(line)'") { () throws(SystemCallError) in
                try SmallFile.write("\(line)\n", to: "\(group)/schemata")
            }
        }
        try place(pid, in: group)
    }

    private static func schemata(_ settings: RuntimeSpec.IntelRdt) -> [String] {
        let lines = [settings.l3CacheSchema, settings.memBwSchema].compactMap(\.self) + (settings.schemata ?? [])
        return lines.flatMap { $0.split(separator: "\n").map(String.init) }
    }

    private mutating func makeDirectory(_ path: String) throws(RuntimeError) {
        if mkdir(path, 0o755) == 0 { return made.append(path) }
        if errno == EEXIST { return }
        throw RuntimeError("linux.intelRdt", SystemCallError("mkdir", path, errno: Errno(rawValue: errno)))
    }

    private func place(_ pid: Int32, in group: String) throws(RuntimeError) {
        try doing("linux.intelRdt") { () throws(SystemCallError) in
            try SmallFile.write("\(pid)", to: "\(group)/tasks")
        }
    }

    func remove() {
        for path in made.reversed() { rmdir(path) }
    }
}
