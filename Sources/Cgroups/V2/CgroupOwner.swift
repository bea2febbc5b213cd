import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The user who may divide a container's cgroup further: runtime-spec, `config-linux.md`, "Cgroup ownership".
struct CgroupOwner {
    let user: UInt32
    /// Of the files that are given away, a line each: cgroups(7), "Delegation".
    var list = "/sys/kernel/cgroup/delegate"
    /// Gives a file, or a directory, to a user.
    var give: (String, UInt32) throws(SystemCallError) -> Void = { path, user throws(SystemCallError) in
        try systemCall("chown", path) { chown(path, user, gid_t.max) }
    }

    /// Of kernels that do not tell.
    private static let files = ["cgroup.procs", "cgroup.subtree_control", "cgroup.threads"]

    /// The limits stay with whoever set them: they are in other files.
    func take(_ directory: String) throws(SystemCallError) {
        try give(directory, user)
        let listed = (try? SmallFile.read(list))?.split(separator: "\n").map(String.init)
        for file in listed ?? Self.files {
            // Each controller has its own, and not each is there.
            do throws(SystemCallError) { try give("\(directory)/\(file)", user) } catch
                where error.errno == .noSuchFileOrDirectory
            {}
        }
    }
}

extension ContainerCgroup {
    /// Gives the cgroup to a user, by the caller's ids, who may make cgroups in it then. With v1 that is not safe, and
    /// nothing is done.
    package func give(to user: UInt32, _ permissions: CgroupPermissions = .needed) throws(CgroupError) {
        guard placement.isUnified, let directory = placement.unified else { return }
        do throws(CgroupError) {
            do { try CgroupOwner(user: user).take(directory) } catch { throw CgroupError("cgroup \(directory)", error) }
        } catch  where permissions.canDoWithout(error) {}
    }
}
