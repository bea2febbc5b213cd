import Cgroups
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The cgroup that those of all engines' containers are below, in each hierarchy. Runtimes make it with the first
/// container; the last engine that ends removes it.
///
/// Engines that run hold a lock together, and who removes the cgroup holds it alone: removed between the making of the
/// parent and of the container's cgroup, it would fail another engine's start of a container.
final class CgroupParent: Sendable {
    static let path = "/wherry"

    private let path: String
    private let lock: RecordLock

    /// - Parameter lock: a file that stays, as the one of ``Networking`` does.
    init(path: String = CgroupParent.path, lock: String = "/run/wherry-cgroups.lock") throws(SystemCallError) {
        self.path = path
        self.lock = try RecordLock(lock, byte: 0, .shared, waits: true)
    }

    /// Removes it where no engine is left and no container runs. No container may be started afterwards.
    func leave() throws {
        lock.unlock()
        guard try lock.lockAlone() else { return }
        defer { lock.unlock() }
        try remove()
    }

    private func remove() throws {
        for directory in try directories() {
            do { try systemCall("rmdir", directory) { rmdir(directory) } } catch {
                guard [.noSuchFileOrDirectory, .resourceBusy, .directoryNotEmpty].contains(error.errno) else {
                    throw error
                }
            }
        }
    }

    private func directories() throws -> [String] {
        let hierarchies = try CgroupHierarchies.detect()
        let mountpoints = hierarchies.legacy.map(\.mountpoint) + (hierarchies.unified.map { [$0.mountpoint] } ?? [])
        return Set(mountpoints).sorted().map { $0 + path }
    }
}
