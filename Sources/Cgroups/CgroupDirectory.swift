import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Directories of a hierarchy: made with their parents, removed with their children.
enum CgroupDirectory {
    /// Makes `path` below `mountpoint` and calls `made` with each directory that was not there, from the top.
    static func create(
        _ path: String, below mountpoint: String, made: (String) throws(CgroupError) -> Void = { _ in }
    ) throws(CgroupError) {
        guard mkdir(mountpoint + path, 0o755) != 0 else { return try made(mountpoint + path) }
        if errno == EEXIST { return }
        var directory = mountpoint
        for component in path.split(separator: "/") {
            directory += "/\(component)"
            if mkdir(directory, 0o755) == 0 {
                try made(directory)
            } else if errno != EEXIST {
                let cause = SystemCallError("mkdir", directory, errno: Errno(rawValue: errno))
                throw CgroupError("cgroup \(path)", cause)
            }
        }
    }

    /// - Throws: `EBUSY` when there are processes left.
    static func remove(_ directory: String) throws(SystemCallError) {
        if rmdir(directory) == 0 || errno == ENOENT { return }
        for child in children(of: directory) { try remove(child) }
        do { try systemCall("rmdir", directory) { rmdir(directory) } } catch
            where error.errno == .noSuchFileOrDirectory
        {}
    }

    /// Empty for one that is gone.
    static func children(of directory: String) -> [String] {
        var children: [String] = []
        do throws(SystemCallError) {
            var entries = try DirectoryEntries(.open(directory, O_RDONLY | O_DIRECTORY))
            while let entry = try entries.next() {
                guard Int32(entry.type) == Int32(DT_DIR) else { continue }
                children.append("\(directory)/\(String(cString: entry.name))")
            }
        } catch {}
        return children
    }
}
