#if canImport(Glibc)
import Glibc
#endif

/// A stack's root looks like its topmost tree's root: a snapshot's own has to start out alike.
enum RootAttributes {
    static func copy(from source: String?, to directory: String) throws(SnapshotError) {
        guard let source else {
            try storageCall("chmod", directory) { chmod(directory, 0o755) }
            return
        }
        var status = stat()
        try storageCall("stat", source) { stat(source, &status) }
        try storageCall("chown", directory) { chown(directory, status.st_uid, status.st_gid) }
        try storageCall("chmod", directory) { chmod(directory, status.st_mode & 0o7777) }
        let times = [status.st_mtim, status.st_mtim]
        try storageCall("utimensat", directory) { utimensat(AT_FDCWD, directory, times, 0) }
    }
}
