import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The root of a container without a mount namespace of its own: it and its mounts are attached where everyone sees
/// them, on its own directory, and are taken away again.
struct SharedRoot: Equatable, Sendable {
    var path: String
    /// The mount that the directory was on before.
    var mount: Int

    /// - Returns: `nil` for a container with a mount namespace, new or joined: what is mounted there is its owner's.
    init?(_ setup: borrowing ContainerSetup) throws(RuntimeError) {
        guard setup.sharesMounts, setup.linux.namespaces?.contains(where: { $0.type == .mount }) != true else {
            return nil
        }
        let path = setup.rootMount.path
        self.path = path
        mount = try doing("root filesystem") { () throws(SystemCallError) in try Self.mount(of: path) }
    }

    func remove() {
        while let now = try? Self.mount(of: path), now != mount, umount2(path, Int32(MNT_DETACH)) == 0 {}
    }

    /// The number of the mount that a path leads to: proc_pid_fdinfo(5).
    private static func mount(of path: String) throws(SystemCallError) -> Int {
        let directory = try OwnedDescriptor.open(path, OpenFlags.path | O_DIRECTORY)
        let text = try SmallFile.read("/proc/self/fdinfo/\(directory.raw)")
        let line = text.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
        guard let number = line?.split(separator: "\t").last.flatMap({ Int($0) }) else {
            throw SystemCallError("fdinfo", path, errno: .invalidArgument)
        }
        return number
    }
}
