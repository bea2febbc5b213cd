import Glibc
import Linux
import ShimProtocol
import SystemPackage

/// Writes a log file and rotates it: `path` becomes `path.1`, that `path.2`, and so on; the oldest goes.
///
/// A reader sees whole lines only: what could not be written in full, on a full disk for example, is cut off again and
/// lost, and the next entries are tried anew. The container goes on whatever becomes of its log.
struct LogFileWriter: ~Copyable {
    private let file: LogFile
    private var descriptor: OwnedDescriptor
    private var size: Int64

    init(_ file: LogFile) throws(SystemCallError) {
        self.file = file
        let descriptor = try Self.open(file.path)
        size = try Self.size(of: descriptor, path: file.path)
        self.descriptor = descriptor
    }

    /// - Parameter entries: whole lines.
    mutating func write(_ entries: UnsafeRawBufferPointer) throws(SystemCallError) {
        var rest = entries
        while !rest.isEmpty {
            let count = fitting(rest)
            if count == 0 {
                try rotate()
                continue
            }
            try append(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// How many bytes of whole lines the file takes before it must be rotated; an empty file takes any line.
    private func fitting(_ entries: UnsafeRawBufferPointer) -> Int {
        guard file.maximumSize > 0, size + Int64(entries.count) > file.maximumSize else { return entries.count }
        let newline = UInt8(ascii: "\n")
        let room = Int(max(file.maximumSize - size, 0))
        if let last = entries[..<room].lastIndex(of: newline) { return last + 1 }
        guard size == 0 else { return 0 }
        return entries.firstIndex(of: newline).map { $0 + 1 } ?? entries.count
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) throws(SystemCallError) {
        var written = 0
        do {
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                written += try systemCall("write", file.path) {
                    Glibc.write(descriptor.raw, rest.baseAddress, rest.count)
                }
            }
        } catch {
            if written > 0 { ftruncate(descriptor.raw, off_t(size)) }
            throw error
        }
        size += Int64(bytes.count)
    }

    private mutating func rotate() throws(SystemCallError) {
        if file.maximumFiles < 2 {
            try systemCall("ftruncate", file.path) { ftruncate(descriptor.raw, 0) }
        } else {
            for number in stride(from: file.maximumFiles - 1, to: 1, by: -1) {
                // A log that is not there yet, or that someone took away, leaves a gap.
                rename("\(file.path).\(number - 1)", "\(file.path).\(number)")
            }
            do {
                try systemCall("rename", file.path) { rename(file.path, "\(file.path).1") }
            } catch  where error.errno == .noSuchFileOrDirectory {
                // Someone took the log away: a new one is begun all the same.
            }
            descriptor = try Self.open(file.path)
        }
        size = 0
    }

    /// Opened to append, so that a truncation from outside (`truncate -s 0`) leaves no hole.
    private static func open(_ path: String) throws(SystemCallError) -> OwnedDescriptor {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        return OwnedDescriptor(owning: try systemCall("open", path) { Glibc.open(path, flags, 0o640) })
    }

    private static func size(of descriptor: borrowing OwnedDescriptor, path: String) throws(SystemCallError) -> Int64 {
        let raw = descriptor.raw
        return Int64(try systemCall("lseek", path) { lseek(raw, 0, SEEK_END) })
    }
}
