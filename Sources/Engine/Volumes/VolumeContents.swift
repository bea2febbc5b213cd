import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Fills an empty volume with what an image has at the place where it is mounted. Blocking.
///
/// The image is not trusted: each name is opened in the directory that holds it, and no symbolic link is followed.
struct VolumeContents {
    let volume: String

    /// How deep directories may be nested.
    private static let deepest = 256

    /// - Parameter target: a path in `root`; one that is not there, or is no directory, leaves the volume empty.
    func copy(_ target: String, of root: RootMount) throws {
        let mount = try root.open()
        do {
            try copy(OwnedDescriptor.open(target, inRoot: mount.raw, O_RDONLY | O_DIRECTORY))
        } catch let error as SystemCallError {
            guard error.call == "openat2", error.meansMissing else { throw error }
        }
    }

    private func copy(_ source: consuming OwnedDescriptor) throws {
        let destination = try OwnedDescriptor.open(volume, O_RDONLY | O_DIRECTORY)
        let raw = source.raw
        try copyEntries(of: source.duplicate(), to: destination.raw, depth: 0)
        try copyMetadata(from: raw, to: destination.raw)
    }

    private func copyEntries(of source: consuming OwnedDescriptor, to destination: Int32, depth: Int) throws {
        guard depth < Self.deepest else { throw SystemCallError("copy", volume, errno: .tooManySymbolicLinkLevels) }
        var entries = try DirectoryEntries(source)
        while let entry = try entries.next() {
            try copyEntry(entry.name, from: entries.raw, to: destination, depth: depth)
        }
    }

    private func copyEntry(_ name: UnsafePointer<CChar>, from source: Int32, to destination: Int32, depth: Int) throws {
        var status = stat()
        try systemCall("fstatat", String(cString: name)) { fstatat(source, name, &status, AT_SYMLINK_NOFOLLOW) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try copyDirectory(name, from: source, to: destination, depth: depth)
        case S_IFREG: try copyFile(name, from: source, to: destination)
        case S_IFLNK: try copyLink(name, from: source, to: destination, status)
        default:
            try systemCall("mknodat", String(cString: name)) {
                mknodat(destination, name, status.st_mode, status.st_rdev)
            }
            try systemCall("fchownat", String(cString: name)) {
                fchownat(destination, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW)
            }
        }
    }

    private func copyDirectory(_ name: UnsafePointer<CChar>, from source: Int32, to destination: Int32, depth: Int)
        throws
    {
        let from = try OwnedDescriptor.open(name, at: source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        try systemCall("mkdirat", String(cString: name)) { mkdirat(destination, name, 0o700) }
        let to = try OwnedDescriptor.open(name, at: destination, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        try copyEntries(of: try from.duplicate(), to: to.raw, depth: depth + 1)
        try copyMetadata(from: from.raw, to: to.raw)
    }

    private func copyFile(_ name: UnsafePointer<CChar>, from source: Int32, to destination: Int32) throws {
        let from = try OwnedDescriptor.open(name, at: source, O_RDONLY | O_NOFOLLOW)
        let to = try OwnedDescriptor.open(name, at: destination, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        let (input, output) = (from.raw, to.raw)
        while try systemCall("sendfile", String(cString: name), { sendfile(output, input, nil, 1 << 30) }) > 0 {}
        try copyMetadata(from: input, to: output)
    }

    private func copyLink(_ name: UnsafePointer<CChar>, from source: Int32, to destination: Int32, _ status: stat)
        throws
    {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        try systemCall("readlinkat", String(cString: name)) { readlinkat(source, name, &target, Int(PATH_MAX)) }
        try systemCall("symlinkat", String(cString: name)) { symlinkat(target, destination, name) }
        try systemCall("fchownat", String(cString: name)) {
            fchownat(destination, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW)
        }
    }

    /// The owner before the mode: changing it clears the set-user-ID bit.
    private func copyMetadata(from source: Int32, to destination: Int32) throws {
        var status = stat()
        try systemCall("fstat", volume) { fstat(source, &status) }
        try systemCall("fchown", volume) { fchown(destination, status.st_uid, status.st_gid) }
        try systemCall("fchmod", volume) { fchmod(destination, status.st_mode & 0o7777) }
        let times = [status.st_atim, status.st_mtim]
        try systemCall("futimens", volume) { futimens(destination, times) }
    }
}
