import Linux
import SystemPackage

#if canImport(Glibc)
package import Glibc
#endif

/// Small files that are either as they were or as they shall be, whenever the machine stops.
package enum AtomicFile {
    /// Writes `bytes` beside `path` and renames the file over it.
    ///
    /// - Parameter durable: also waits until the disk has the bytes and the name, so that they survive a loss of power;
    ///   without it they survive the end of any process.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600, durable: Bool) throws {
        let temporary = path + ".new"
        do {
            try create(temporary, bytes, mode: mode, durable: durable)
            try systemCall("rename", path) { rename(temporary, path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if durable { try synchronize(directoryOf: path) }
    }

    /// Writes a file in place: for one that is made anew before every use.
    package static func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600, durable: Bool = false) throws {
        let file = OwnedDescriptor(
            owning: try systemCall("open", path) { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode) })
        let raw = file.raw
        var written = 0
        while written < bytes.count {
            written += try systemCall("write", path) {
                bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress?.advanced(by: written), $0.count - written) }
            }
        }
        if durable { try systemCall("fdatasync", path) { fdatasync(raw) } }
    }

    /// - Returns: `nil` when there is no such file.
    /// - Parameter limit: in bytes; a longer file is refused.
    package static func read(_ path: String, limit: Int = 4 << 20) throws -> [UInt8]? {
        let raw = open(path, O_RDONLY | O_CLOEXEC)
        if raw < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        let file = OwnedDescriptor(owning: try systemCall("open", path) { raw })
        var status = stat()
        try systemCall("fstat", path) { fstat(file.raw, &status) }
        guard status.st_size <= limit else { throw SystemCallError("read", path, errno: .fileTooLarge) }
        return try contents(of: file.raw, path, limit: limit)
    }

    private static func contents(of raw: Int32, _ path: String, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= limit {
            let count = try systemCall("read", path) { Glibc.read(raw, &chunk, chunk.count) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    private static func synchronize(directoryOf path: String) throws {
        let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let descriptor = OwnedDescriptor(
            owning: try systemCall("open", directory) { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        try systemCall("fsync", directory) { fsync(descriptor.raw) }
    }
}
