#if canImport(Glibc)
import Glibc
#endif

/// A layer's usage, as it was measured, in the file `usage`: bytes and inodes in decimal.
enum UsageFile {
    static func write(_ usage: SnapshotUsage, in directory: String) throws(SnapshotError) {
        let path = directory + "/usage"
        let file = try storageCall("open", path) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        defer { close(file) }
        let text = Array("\(usage.bytes) \(usage.inodes)\n".utf8)
        let written = try storageCall("write", path) { Glibc.write(file, text, text.count) }
        guard written == text.count else { throw SnapshotError(.noSpace, "write \(path): the disk is full") }
    }

    static func read(in directory: String) throws(SnapshotError) -> SnapshotUsage {
        let path = directory + "/usage"
        let file = try storageCall("open", path) { open(path, O_RDONLY | O_CLOEXEC) }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let length = try storageCall("read", path) { Glibc.read(file, &text, text.count) }
        let numbers = String(decoding: text.prefix(length), as: UTF8.self).split { $0 == " " || $0 == "\n" }.map {
            Int64($0)
        }
        guard numbers.count == 2, let bytes = numbers[0], let inodes = numbers[1] else {
            throw SnapshotError(.system, "\(path) is damaged")
        }
        return SnapshotUsage(bytes: bytes, inodes: inodes)
    }
}
