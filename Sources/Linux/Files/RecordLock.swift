internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A lock of one byte of a file that programs hold against each other. It belongs to the open file and not to the
/// process, and goes with the process, however that ends (fcntl(2), "Open file description locks").
package struct RecordLock: ~Copyable, Sendable {
    package enum Kind: Sendable {
        /// Many may have it at the same time, while none has it alone.
        case shared, exclusive
    }

    private let file: OwnedDescriptor
    private let path: String
    private let byte: Int

    /// Opens the file, which only its owner can, and locks.
    ///
    /// - Parameter waits: until it can be had; otherwise `resourceTemporarilyUnavailable` is thrown where another has
    ///   it.
    package init(_ path: String, byte: Int, _ kind: Kind, waits: Bool) throws(SystemCallError) {
        let file = OwnedDescriptor(
            owning: try systemCall("open", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) })
        try Self.lock(file.raw, path, byte, kind, waits: waits)
        self.file = file
        self.path = path
        self.byte = byte
    }

    /// Locks what was unlocked, for ourselves alone.
    ///
    /// - Returns: `false` where another has it.
    package func lockAlone() throws(SystemCallError) -> Bool {
        do {
            try Self.lock(file.raw, path, byte, .exclusive, waits: false)
            return true
        } catch {
            guard error.errno == .resourceTemporarilyUnavailable else { throw error }
            return false
        }
    }

    package func unlock() {
        var record = Self.record(F_UNLCK, byte)
        _ = fcntl(file.raw, Self.tryLock, &record)
    }

    /// Unlocks, which closing alone does only once no child that is being started has the descriptor any more.
    deinit {
        unlock()
    }

    private static func lock(
        _ file: Int32, _ path: String, _ byte: Int, _ kind: Kind, waits: Bool
    ) throws(SystemCallError) {
        var record = record(kind == .shared ? F_RDLCK : F_WRLCK, byte)
        try systemCall("fcntl", path) { fcntl(file, waits ? waitForLock : tryLock, &record) }
    }

    private static func record(_ type: Int32, _ byte: Int) -> flock {
        flock(l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: byte, l_len: 1, l_pid: 0)
    }

    /// F_OFD_SETLK and F_OFD_SETLKW, which libc's headers show to GNU sources alone.
    private static let tryLock: Int32 = 37
    private static let waitForLock: Int32 = 38
}
