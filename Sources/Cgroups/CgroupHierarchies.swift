import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The hierarchies of cgroups(7) of this machine, and where the calling process is in each.
///
/// There are three layouts: unified (v2 alone, mounted at the root), legacy (v1 alone: a mount per group of
/// controllers) and hybrid (v1, and a v2 hierarchy at `unified` below the root).
package struct CgroupHierarchies: Equatable, Sendable {
    /// One hierarchy of v1.
    package struct Legacy: Equatable, Sendable {
        /// Mounted together, such as `cpu` and `cpuacct`; or one `name=…` for a hierarchy without controllers.
        package var controllers: [String]
        package var mountpoint: String
        /// The calling process's cgroup, below the mount point.
        package var ownPath: String
    }

    package struct Unified: Equatable, Sendable {
        package var mountpoint: String
        package var ownPath: String
    }

    package var legacy: [Legacy]
    package var unified: Unified?

    /// Whether v2 holds the controllers, so that limits are written there.
    package var isUnified: Bool { legacy.isEmpty && unified != nil }

    package init(legacy: [Legacy], unified: Unified?) {
        self.legacy = legacy
        self.unified = unified
    }

    /// Asks the kernel: `/proc/self/cgroup` lists the hierarchies; they are mounted below `root` by convention.
    ///
    /// - Parameter process: a pid whose paths are told in place of the caller's own.
    package static func detect(
        root: String = "/sys/fs/cgroup", for process: String = "self"
    ) throws(CgroupError) -> CgroupHierarchies {
        do {
            let membership = try SmallFile.read("/proc/\(process)/cgroup")
            var hierarchies = CgroupHierarchies(membership: membership, root: root, rootIsUnified: isUnified(root))
            // The kernel lists the v2 hierarchy though it is mounted nowhere.
            if let unified = hierarchies.unified, !isUnified(unified.mountpoint) { hierarchies.unified = nil }
            return hierarchies
        } catch {
            throw CgroupError("cgroup hierarchies", error)
        }
    }

    /// - Parameter membership: the text of `/proc/self/cgroup`: lines of `number:controllers:path`.
    init(membership: String, root: String, rootIsUnified: Bool) {
        legacy = []
        for line in membership.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let path = String(fields[2])
            if fields[1].isEmpty {
                unified = Unified(mountpoint: rootIsUnified ? root : "\(root)/unified", ownPath: path)
            } else if !rootIsUnified {
                let directory = fields[1].hasPrefix("name=") ? fields[1].dropFirst(5) : fields[1]
                let controllers = fields[1].split(separator: ",").map(String.init)
                legacy.append(Legacy(controllers: controllers, mountpoint: "\(root)/\(directory)", ownPath: path))
            }
        }
    }

    /// Only v2 has this file at the root of a hierarchy.
    private static func isUnified(_ path: String) -> Bool {
        access("\(path)/cgroup.controllers", F_OK) == 0
    }
}
