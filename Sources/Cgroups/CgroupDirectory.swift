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
        for child in try children(of: directory) { try remove(child) }
        do { try systemCall("rmdir", directory) { rmdir(directory) } } catch
            where error.errno == .noSuchFileOrDirectory
        {}
    }

    /// Empty for one that is gone.
    static func children(of directory: String) throws(SystemCallError) -> [String] {
        do {
            return try DirectoryEntries.names(in: directory, ofType: Int(DT_DIR)).map { "\(directory)/\($0)" }
        } catch  where error.errno == .noSuchFileOrDirectory {
            return []
        }
    }
}
