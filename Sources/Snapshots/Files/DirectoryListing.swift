#if canImport(Glibc)
import Glibc
#endif

/// The names in a directory, without `.` and `..`, in the order of their bytes.
enum DirectoryListing {
    /// - Parameter directory: may be opened with `O_PATH`; its position is not used.
    static func names(_ directory: Int32, _ subject: @autoclosure () -> String) throws(SnapshotError) -> [[UInt8]] {
        let descriptor = try storageCall("openat", subject()) {
            openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = fdopendir(descriptor) else {
            let failure = SnapshotError.last("fdopendir", subject())
            close(descriptor)
            throw failure
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = Self.name(entry)
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
            errno = 0
        }
        if errno != 0 { throw SnapshotError.last("readdir", subject()) }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func name(_ entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    }
}
