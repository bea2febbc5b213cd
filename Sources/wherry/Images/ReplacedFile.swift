import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A file that appears under its name only once it is whole; one that was there is replaced.
///
/// Only a regular file is: a device or a pipe, such as `/dev/stdout`, is written as it stands.
struct ReplacedFile: ~Copyable {
    private let path: String
    /// `nil` where the file is written as it stands, or was published.
    private var temporary: String?
    private let file: OwnedDescriptor

    init(path: String) throws {
        let target = try Self.target(of: path)
        let temporary = target.isReplaced ? "\(target.path).\(getpid()).partial" : nil
        file = OwnedDescriptor(
            owning: try Self.open(temporary ?? target.path, temporary == nil ? 0 : O_CREAT | O_EXCL, as: path))
        self.path = target.path
        self.temporary = temporary
    }

    /// Where the path is a symbolic link, the file that it leads to is replaced.
    private static func target(of path: String) throws -> (path: String, isReplaced: Bool) {
        guard let status = try? FileStatus(of: path) else { return (path, true) }
        switch status.kind {
        case .directory: throw CommandLineError.invalid("cannot write '\(path)': \(Errno.isDirectory)")
        case .regular: return (KernelPath.resolved(path) ?? path, true)
        default: return (path, false)
        }
    }

    private static func open(_ path: String, _ flags: Int32, as shown: String) throws -> Int32 {
        let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else {
            throw CommandLineError.invalid("cannot write '\(shown)': \(Errno(rawValue: errno))")
        }
        return descriptor
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        let raw = file.raw
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest
            let count = try systemCall("write", path) { Glibc.write(raw, piece.baseAddress, piece.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    mutating func publish() throws {
        guard let temporary else { return }
        let raw = file.raw
        try systemCall("fsync", path) { fsync(raw) }
        try systemCall("rename", path) { rename(temporary, path) }
        self.temporary = nil
    }

    deinit {
        if let temporary { unlink(temporary) }
    }
}
