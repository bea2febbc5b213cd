import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A directory of the store's own, and the operations that change it durably.
struct StoreDirectory: Sendable {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    subscript(name: String) -> String { "\(path)/\(name)" }

    func make() throws(ImagesError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw ImagesError("create \(path)", SystemCallError("mkdir", path, errno: Errno(rawValue: errno)))
        }
    }

    func names() throws(ImagesError) -> [String] {
        do { return try DirectoryEntries.names(in: path) } catch { throw ImagesError("list \(path)", error) }
    }

    /// - Throws: `notFound` for a file that is not there when `create` is false.
    func open(_ name: String, _ flags: Int32, create: Bool = false) throws(ImagesError) -> OwnedDescriptor {
        let path = self[name]
        let all = flags | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0)
        do {
            return OwnedDescriptor(owning: try systemCall("open", path) { Glibc.open(path, all, 0o600) })
        } catch  where error.errno == .noSuchFileOrDirectory {
            throw ImagesError(.notFound, "\(path) is not there", cause: error)
        } catch {
            throw ImagesError("open \(path)", error)
        }
    }

    /// Removes a file; nothing there is no error.
    func remove(_ name: String) throws(ImagesError) {
        let path = self[name]
        if unlink(path) != 0, errno != ENOENT {
            throw ImagesError("remove \(path)", SystemCallError("unlink", path, errno: Errno(rawValue: errno)))
        }
    }

    /// Waits until the disk has the directory's names.
    func synchronize() throws(ImagesError) {
        let directory = try StoreDirectory(path).open(".", O_RDONLY | O_DIRECTORY)
        let raw = directory.raw
        try call("synchronize \(path)") { () throws(SystemCallError) in try systemCall("fsync", path) { fsync(raw) } }
    }

    /// Replaces a small file: a crash leaves the old one or the new one.
    func replace(_ name: String, with bytes: [UInt8]) throws(ImagesError) {
        let temporary = name + ".new"
        let file = try open(temporary, O_WRONLY | O_TRUNC, create: true)
        try file.writeAll(bytes, to: self[temporary])
        let raw = file.raw
        try call("write \(self[name])") { () throws(SystemCallError) in
            try systemCall("fdatasync", path) { fdatasync(raw) }
            try systemCall("rename", self[name]) { rename(self[temporary], self[name]) }
        }
        try synchronize()
    }

    private func call(_ doing: String, _ body: () throws(SystemCallError) -> Void) throws(ImagesError) {
        do { try body() } catch { throw ImagesError(doing, error) }
    }
}

extension OwnedDescriptor {
    /// Writes all of `bytes` at the file's position.
    borrowing func writeAll(_ bytes: UnsafeRawBufferPointer, to path: String) throws(ImagesError) {
        var rest = bytes[...]
        let raw = self.raw
        do {
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest)
                rest = rest.dropFirst(
                    try systemCall("write", path) { Glibc.write(raw, chunk.baseAddress, chunk.count) })
            }
        } catch {
            throw ImagesError("write \(path)", error)
        }
    }

    borrowing func writeAll(_ bytes: [UInt8], to path: String) throws(ImagesError) {
        try bytes.span.withUnsafeBytes { bytes throws(ImagesError) in try writeAll(bytes, to: path) }
    }

    borrowing func size(of path: String) throws(ImagesError) -> Int64 {
        var status = stat()
        let raw = self.raw
        do { try systemCall("fstat", path) { fstat(raw, &status) } } catch { throw ImagesError("read \(path)", error) }
        return Int64(status.st_size)
    }

    /// Hands the file's content from its position on to `receive`, a buffer at a time.
    borrowing func readAll(
        of path: String, _ receive: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
        defer { buffer.deallocate() }
        let raw = self.raw
        while true {
            let count: Int
            do {
                count = try systemCall("read", path) { read(raw, buffer.baseAddress, buffer.count) }
            } catch {
                throw ImagesError("read \(path)", error)
            }
            if count == 0 { return }
            try receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
