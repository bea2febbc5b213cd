internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A lock that engines on one host hold against each other: of a byte of one file, which only root can open, so that no
/// other user can hold it against them. The file stays: an engine that waits for a lock of one that was removed would
/// not exclude those that come after.
struct HostLock: ~Copyable, Sendable {
    private let lock: RecordLock

    static let path = "/run/wherry-network.lock"

    /// Excludes engines that start at the same time: they must not choose one subnet. Waits.
    static func setup() throws(NetworkError) -> HostLock {
        try attempt("cannot lock the host's networks") { () throws(SystemCallError) in
            HostLock(lock: try RecordLock(path, byte: 0, .exclusive, waits: true))
        }
    }

    /// Makes the bridge this engine's: another one that took it over would cut off this one's containers.
    static func ownership(ofBridge name: String, index: Int32) throws(NetworkError) -> HostLock {
        do {
            let byte = try namespaceNumber() << 31 | Int(index)
            return HostLock(lock: try RecordLock(path, byte: byte, .exclusive, waits: false))
        } catch  where error.errno == .resourceTemporarilyUnavailable {
            throw NetworkError(
                .invalidConfiguration,
                "the bridge \(name) belongs to another engine that runs: give this one a bridge of another name")
        } catch {
            throw NetworkError(.system, "cannot lock the bridge \(name)", cause: error)
        }
    }

    /// Ends the exclusion.
    consuming func release() {}

    /// The network namespace's inode number, which is 32 bits long: with an interface's index of 31 it makes a byte's
    /// offset that no other bridge has.
    private static func namespaceNumber() throws(SystemCallError) -> Int {
        let path = "/proc/thread-self/ns/net"
        var status = stat()
        try systemCall("stat", path) { stat(path, &status) }
        return Int(status.st_ino & 0xFFFF_FFFF)
    }
}
