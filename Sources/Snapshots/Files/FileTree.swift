import CLinux
package import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A directory whose paths never lead out of it: every walk is an openat2(2) that takes the directory for the root,
/// whatever symbolic links it meets.
///
/// Keeps the descriptors of the directories used last. Not for use by several threads at once.
package final class FileTree {
    private let rootDescriptor: OwnedDescriptor
    private let resolution: UInt64
    private var cached: [(path: [UInt8], descriptor: Int32)] = []
    private var retired: [Int32] = []
    private var lastUsed = 0
    private var oldest = 0

    private static let cacheSize = 32
    /// openat2 gives up when something was renamed meanwhile; the kernel asks to try again (openat2(2), `EAGAIN`).
    private static let attempts = 128

    /// - Parameter followsLinks: false where a link on the way means that there is no such path.
    package init(path: String, followsLinks: Bool = true) throws(SnapshotError) {
        resolution = UInt64(RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | (followsLinks ? 0 : RESOLVE_NO_SYMLINKS))
        rootDescriptor = OwnedDescriptor(
            owning: try storageCall("open", path) { Glibc.open(path, CLINUX_O_PATH.flag | O_DIRECTORY | O_CLOEXEC) })
    }

    deinit {
        forgetDirectories()
        closeRetired()
    }

    var root: Int32 { rootDescriptor.raw }

    /// Opens a path in the tree, following links inside the tree.
    ///
    /// - Parameter path: as a program in the tree says it: absolute or relative to the root.
    /// - Throws: `notFound`, or `system`.
    package func open(_ path: String, flags: Int32, mode: UInt32 = 0) throws(SnapshotError) -> OwnedDescriptor {
        let descriptor = path.withCString { resolve($0, flags: flags, mode: mode) }
        guard descriptor < 0 else { return OwnedDescriptor(owning: descriptor) }
        let failure = SystemCallError("openat2", path, errno: Errno(rawValue: errno))
        if failure.errno == .noSuchFileOrDirectory {
            throw SnapshotError(.notFound, failure.description, cause: failure)
        }
        throw SnapshotError(failure)
    }

    /// The descriptor (`O_PATH`) of a directory; `nil` when there is none at the path. It stays valid until the call
    /// after the next one.
    func directory(_ path: some Collection<UInt8>) throws(SnapshotError) -> Int32? {
        if path.isEmpty { return root }
        if cached.indices.contains(lastUsed), Self.isSame(cached[lastUsed].path, path) {
            return cached[lastUsed].descriptor
        }
        if let index = cached.firstIndex(where: { Self.isSame($0.path, path) }) {
            lastUsed = index
            return cached[index].descriptor
        }
        return try openDirectory(Array(path))
    }

    /// Lengths first: in a deep tree every cached path begins as the others do.
    private static func isSame(_ cached: [UInt8], _ path: some Collection<UInt8>) -> Bool {
        cached.count == path.count && cached.elementsEqual(path)
    }

    /// To be called whenever a directory or a symbolic link is taken away. Descriptors given out stay valid until the
    /// next one is asked for.
    func forgetDirectories() {
        retired += cached.map(\.descriptor)
        cached.removeAll(keepingCapacity: true)
        (lastUsed, oldest) = (0, 0)
    }

    private func closeRetired() {
        for descriptor in retired { close(descriptor) }
        retired.removeAll()
    }

    private func openDirectory(_ path: [UInt8]) throws(SnapshotError) -> Int32? {
        closeRetired()
        let descriptor = (path + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { resolve($0, flags: CLINUX_O_PATH.flag | O_DIRECTORY, mode: 0) } ?? -1
            }
        }
        guard descriptor >= 0 else {
            let isLink = errno == ELOOP && resolution & UInt64(RESOLVE_NO_SYMLINKS) != 0
            if errno == ENOENT || errno == ENOTDIR || isLink { return nil }
            throw SnapshotError.last("openat2", printable(path))
        }
        remember(path, descriptor)
        return descriptor
    }

    private func remember(_ path: [UInt8], _ descriptor: Int32) {
        guard cached.count == Self.cacheSize else {
            cached.append((path, descriptor))
            lastUsed = cached.count - 1
            return
        }
        // The caller may still hold the one before this one.
        if oldest == lastUsed { oldest = (oldest + 1) % Self.cacheSize }
        close(cached[oldest].descriptor)
        cached[oldest] = (path, descriptor)
        lastUsed = oldest
        oldest = (oldest + 1) % Self.cacheSize
    }

    private func resolve(_ path: UnsafePointer<CChar>, flags: Int32, mode: UInt32) -> Int32 {
        var how = open_how()
        how.flags = UInt64(flags | O_CLOEXEC)
        how.mode = UInt64(mode)
        how.resolve = resolution
        for _ in 0..<Self.attempts {
            let descriptor = clinux_openat2(root, path, &how)
            if descriptor >= 0 || (errno != EAGAIN && errno != EINTR) { return descriptor }
        }
        return -1
    }
}

extension BinaryInteger {
    /// A C constant as the flags of a call take it.
    var flag: Int32 { Int32(truncatingIfNeeded: self) }
}
