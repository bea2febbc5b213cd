import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Copies a file's content: by sharing its blocks where the filesystem can, else region by region inside the kernel,
/// so that holes stay holes.
enum FileCopy {
    static func copy(_ place: Place, _ status: NodeStatus, to parent: Int32) throws(SnapshotError) {
        let path = place.path
        let input = OwnedDescriptor(
            owning: try storageCall("openat", path.description) {
                path.withName { openat(place.parent, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
            })
        let output = OwnedDescriptor(
            owning: try storageCall("openat", path.description) {
                path.withName { openat(parent, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
            })
        if status.raw.st_size == 0 || clinux_clone_file(input.raw, output.raw) == 0 { return }
        try copyRegions(input.raw, output.raw, size: Int(status.raw.st_size), path)
    }

    private static func copyRegions(
        _ input: Int32, _ output: Int32, size: Int, _ path: TreePath
    ) throws(SnapshotError) {
        var position = 0
        while position < size {
            let start = lseek(input, position, CLINUX_SEEK_DATA.flag)
            // Nothing but a hole is left.
            if start < 0, errno == ENXIO { break }
            try storageCall("lseek", path.description) { start }
            let end = try storageCall("lseek", path.description) { lseek(input, start, CLINUX_SEEK_HOLE.flag) }
            try storageCall("lseek", path.description) { lseek(input, start, SEEK_SET) }
            try storageCall("lseek", path.description) { lseek(output, start, SEEK_SET) }
            try copyRegion(input, output, length: end - start, path)
            position = end
        }
        try storageCall("ftruncate", path.description) { ftruncate(output, size) }
    }

    private static func copyRegion(
        _ input: Int32, _ output: Int32, length: Int, _ path: TreePath
    ) throws(SnapshotError) {
        var left = length
        while left > 0 {
            let copied = try storageCall("copy_file_range", path.description) {
                clinux_copy_file_range(input, output, left)
            }
            if copied == 0 { return }
            left -= copied
        }
    }
}
