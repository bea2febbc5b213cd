import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A file that appears under its name only once it is whole; one that was there is replaced.
struct ReplacedFile: ~Copyable {
    private let path: String
    private let temporary: String
    private let file: OwnedDescriptor
    private var isPublished = false

    init(path: String) throws {
        let temporary = "\(path).\(getpid()).partial"
        file = OwnedDescriptor(owning: try Self.create(temporary))
        self.path = path
        self.temporary = temporary
    }

    private static func create(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandLineError.invalid("cannot write '\(path)': \(Errno(rawValue: errno))")
        }
        return descriptor
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        let raw = file.raw
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest
            let count = try systemCall("write", temporary) { Glibc.write(raw, piece.baseAddress, piece.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    mutating func publish() throws {
        let raw = file.raw
        try systemCall("fsync", temporary) { fsync(raw) }
        try systemCall("rename", path) { rename(temporary, path) }
        isPublished = true
    }

    deinit {
        if !isPublished { unlink(temporary) }
    }
}
