internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A lock that engines on one host hold against each other: of a byte of one file, which only root can open, so that no
/// other user can hold it against them. It goes with the process, however that ends (fcntl(2), "Open file description
/// locks").
struct HostLock: ~Copyable, Sendable {
    private let file: OwnedDescriptor

    static let path = "/run/wherry-network.lock"

    /// Excludes engines that start at the same time: they must not choose one subnet. Waits.
    static func setup() throws(NetworkError) -> HostLock {
        try attempt("cannot lock the host's networks") { () throws(SystemCallError) in
            try HostLock(byte: 0, command: waitForLock)
        }
    }

    /// Makes the bridge this engine's: another one that took it over would cut off this one's containers.
    static func ownership(ofBridge name: String, index: Int32) throws(NetworkError) -> HostLock {
        do {
            return try HostLock(byte: namespaceNumber() << 31 | Int(index), command: tryLock)
        } catch  where error.errno == .resourceTemporarilyUnavailable {
            throw NetworkError(
                .invalidConfiguration,
                "the bridge \(name) belongs to another engine that runs: give this one a bridge of another name")
        } catch {
            throw NetworkError(.system, "cannot lock the bridge \(name)", cause: error)
        }
    }

    /// Unlocks, which closing alone does only once no child that is being started has the descriptor any more.
    deinit {
        var lock = flock(l_type: Int16(F_UNLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
        _ = fcntl(file.raw, Self.tryLock, &lock)
    }

    /// Ends the exclusion.
    consuming func release() {}

    private init(byte: Int, command: Int32) throws(SystemCallError) {
        let raw = try systemCall("open", Self.path) {
            open(Self.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        let file = OwnedDescriptor(owning: raw)
        var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: byte, l_len: 1, l_pid: 0)
        try systemCall("fcntl", Self.path) { fcntl(raw, command, &lock) }
        self.file = file
    }

    /// The network namespace's inode number, which is 32 bits long: with an interface's index of 31 it makes a byte's
    /// offset that no other bridge has.
    private static func namespaceNumber() throws(SystemCallError) -> Int {
        let path = "/proc/thread-self/ns/net"
        var status = stat()
        try systemCall("stat", path) { stat(path, &status) }
        return Int(status.st_ino & 0xFFFF_FFFF)
    }

    /// F_OFD_SETLK and F_OFD_SETLKW, which libc's headers show to GNU sources alone.
    private static let tryLock: Int32 = 37
    private static let waitForLock: Int32 = 38
}
