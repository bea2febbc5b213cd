#if canImport(Glibc)
import Glibc
#endif

enum DirectoryPath {
    /// Makes a directory and those above it; for root alone, as image contents hold set-id programs.
    static func make(_ path: String) throws(SnapshotError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw SnapshotError.last("mkdir", path)
        }
        try make(String(path[..<slash]))
        try storageCall("mkdir", path) { mkdir(path, 0o700) }
    }
}
