import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A part of the disk that is kept for what frees more of it: on a full one a removal could not even be noted.
package final class ReservedSpace: Sendable {
    /// Bytes: many times what the note of a removal takes, in the image database above all.
    static let size: off_t = 4 << 20

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

    /// Does what frees space; the reserve is given up to it where the disk has no more left, and taken again after.
    /// Blocking.
    package func lend<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        loans.withLock { loans in
            loans += 1
            if isNeeded { unlink(path) }
        }
        defer {
            loans.withLock { loans in
                loans -= 1
                if loans == 0 { take() }
            }
        }
        return try body()
    }

    private var isNeeded: Bool {
        var disk = statvfs()
        return statvfs(directory, &disk) == 0 && Int64(disk.f_bavail) * Int64(disk.f_frsize) < Self.size
    }

    private var isTaken: Bool {
        var file = stat()
        return stat(path, &file) == 0 && file.st_size >= Self.size
    }

    private func take() {
        guard !isTaken else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        // It gets its size only with all of its blocks.
        if posix_fallocate(file, 0, Self.size) != 0 { unlink(path) }
        close(file)
    }
}
