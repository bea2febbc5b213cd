#if canImport(Glibc)
import Glibc
#endif

/// Small files that are read and written in one go: those of the kernel, and of our own state.
package enum SmallFile {
    /// At most 1 MiB of UTF-8; bytes that are not become U+FFFD.
    package static func read(
        _ path: String, at directory: Int32 = AT_FDCWD, limit: Int = 1 << 20
    ) throws(SystemCallError) -> String {
        String(decoding: try bytes(path, at: directory, limit: limit), as: UTF8.self)
    }

    package static func bytes(
        _ path: String, at directory: Int32 = AT_FDCWD, limit: Int = 1 << 20
    ) throws(SystemCallError) -> [UInt8] {
        let file = try OwnedDescriptor.open(path, at: directory, O_RDONLY)
        do { return try file.readAll(limit: limit) } catch {
            throw SystemCallError(error.call, path, errno: error.errno)
        }
    }

    /// Writes to a file that is there, with one write(2): what the files of procfs and cgroupfs demand.
    package static func write(
        _ value: String, to path: String, at directory: Int32 = AT_FDCWD
    ) throws(SystemCallError) {
        let file = try OwnedDescriptor.open(path, at: directory, O_WRONLY)
        var value = value
        try systemCall("write", "\(path) '\(value)'") { [raw = file.raw] in
            value.withUTF8 { Glibc.write(raw, $0.baseAddress, $0.count) }
        }
    }
}
