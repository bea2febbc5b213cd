import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension OwnedDescriptor {
    /// openat(2), always close-on-exec. Only for paths that no container can change: see `open(_:inRoot:…)`.
    package static func open(
        _ path: String, at directory: Int32 = AT_FDCWD, _ flags: Int32, mode: UInt32 = 0
    ) throws(SystemCallError) -> OwnedDescriptor {
        OwnedDescriptor(
            owning: try systemCall("openat", path) { openat(directory, path, flags | O_CLOEXEC, mode) })
    }

    /// openat(2) of a name as its directory has it, which need not be UTF-8. Always close-on-exec.
    package static func open(
        _ name: UnsafePointer<CChar>, at directory: Int32, _ flags: Int32, mode: UInt32 = 0
    ) throws(SystemCallError) -> OwnedDescriptor {
        OwnedDescriptor(
            owning: try systemCall("openat", String(cString: name)) { openat(directory, name, flags | O_CLOEXEC, mode) }
        )
    }

    /// openat2(2) of a path that a container may have put symbolic links on: it is resolved as if `root` were `/`,
    /// absolute links and `..` included, and never passes a magic link of procfs.
    ///
    /// - Throws: `ELOOP` for a magic link, and all that open(2) throws.
    package static func open(
        _ path: String, inRoot root: Int32, _ flags: Int32, mode: UInt32 = 0, resolve: PathResolution = []
    ) throws(SystemCallError) -> OwnedDescriptor {
        var how = open_how()
        how.flags = UInt64(UInt32(bitPattern: flags | O_CLOEXEC))
        how.mode = UInt64(mode)
        how.resolve = PathResolution.inRoot.union(.noMagicLinks).union(resolve).rawValue
        return try open(path, at: root, how)
    }

    /// openat2(2) of a path that must stay beneath `directory`: one that leaves it fails with `EXDEV`.
    package static func open(
        _ path: String, beneath directory: Int32, _ flags: Int32, mode: UInt32 = 0, resolve: PathResolution = []
    ) throws(SystemCallError) -> OwnedDescriptor {
        var how = open_how()
        how.flags = UInt64(UInt32(bitPattern: flags | O_CLOEXEC))
        how.mode = UInt64(mode)
        how.resolve = PathResolution.beneath.union(.noMagicLinks).union(resolve).rawValue
        return try open(path, at: directory, how)
    }

    /// The kernel answers EAGAIN when a rename or mount somewhere raced with a `..`: the walk is to be made again.
    private static func open(
        _ path: String, at directory: Int32, _ how: open_how
    ) throws(SystemCallError) -> OwnedDescriptor {
        var how = how
        for attempt in 1... {
            do {
                let raw = try systemCall("openat2", path) { clinux_openat2(directory, path, &how) }
                return OwnedDescriptor(owning: raw)
            } catch  where error.errno == .resourceTemporarilyUnavailable && attempt < 128 {
                continue
            }
        }
        throw SystemCallError("openat2", path, errno: .resourceTemporarilyUnavailable)
    }
}

/// The `RESOLVE_` flags of openat2(2).
package struct PathResolution: OptionSet, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package static let noCrossing = PathResolution(rawValue: 0x01)
    package static let noMagicLinks = PathResolution(rawValue: 0x02)
    package static let noSymbolicLinks = PathResolution(rawValue: 0x04)
    package static let beneath = PathResolution(rawValue: 0x08)
    package static let inRoot = PathResolution(rawValue: 0x10)
}
