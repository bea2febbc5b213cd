import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A part of the disk that is kept for what frees more of it: on a full one a removal could not even be noted.
package final class ReservedSpace: Sendable {
    /// Bytes.
    static let size: Int64 = 4 << 20
    /// What one loan gives up, in bytes: many times what the notes of a removal take. An engine that is killed during a
    /// loan, on a disk that something else fills at once, has lost no more.
    static let piece: Int64 = 512 << 10

    private let directory: String
    private let path: String
    /// How many it is lent to.
    private let loans = Mutex(0)

    /// Takes the space where the disk has it; else the first loan's end does that has freed enough.
    package init(directory: String) {
        self.directory = directory
        path = directory + "/reserved"
        take()
    }

    /// Does what frees space. A piece of the reserve is given up to it where the disk has less than that left, and
    /// taken again afterwards. Blocking.
    package func lend<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        loans.withLock { loans in
            loans += 1
            if !hasRoom(for: Self.piece) { truncate(path, off_t(max(held - Self.piece, 0))) }
        }
        defer {
            loans.withLock { loans in
                loans -= 1
                if loans == 0 { take() }
            }
        }
        return try body()
    }

    private var held: Int64 {
        var file = stat()
        return stat(path, &file) == 0 ? Int64(file.st_size) : 0
    }

    /// Where that cannot be known, there is none.
    private func hasRoom(for bytes: Int64) -> Bool {
        var disk = statvfs()
        guard statvfs(directory, &disk) == 0, disk.f_frsize > 0 else { return false }
        return UInt64(disk.f_bavail) > UInt64(bytes) / UInt64(disk.f_frsize)
    }

    private func take() {
        let held = held
        guard held < Self.size, hasRoom(for: Self.size - held) else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        if posix_fallocate(file, 0, off_t(Self.size)) != 0 { ftruncate(file, off_t(held)) }
        close(file)
    }
}
