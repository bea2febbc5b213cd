import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `tmpcopyup`: a tmpfs that begins with what it hides.
enum TmpfsCopy {
    /// - Parameters: both are directories: the one that will be hidden, and the root of the new tmpfs.
    static func copy(from hidden: Int32, to tmpfs: Int32) throws(RuntimeError) {
        try doing("tmpcopyup") { () throws(SystemCallError) in
            let source = try OwnedDescriptor.open(".", at: hidden, O_RDONLY | O_DIRECTORY)
            try copyDirectory(source.raw, to: tmpfs)
        }
    }

    private static func copyDirectory(_ source: Int32, to target: Int32) throws(SystemCallError) {
        var status = stat()
        try systemCall("fstat") { fstat(source, &status) }
        for name in try names(in: source) { try copyEntry(name, from: source, to: target) }
        try keepMetadata(status, of: ".", in: target)
    }

    private static func copyEntry(_ name: String, from source: Int32, to target: Int32) throws(SystemCallError) {
        var status = stat()
        try systemCall("fstatat", name) { fstatat(source, name, &status, AT_SYMLINK_NOFOLLOW) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try systemCall("mkdirat", name) { mkdirat(target, name, 0o700) }
            let child = try OwnedDescriptor.open(name, at: source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            let copy = try OwnedDescriptor.open(name, at: target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            return try copyDirectory(child.raw, to: copy.raw)
        case S_IFREG: try copyFile(name, from: source, to: target)
        case S_IFLNK: try copyLink(name, from: source, to: target)
        default:
            try systemCall("mknodat", name) { mknodat(target, name, status.st_mode, status.st_rdev) }
        }
        try keepMetadata(status, of: name, in: target)
    }

    private static func copyFile(_ name: String, from source: Int32, to target: Int32) throws(SystemCallError) {
        let input = try OwnedDescriptor.open(name, at: source, O_RDONLY | O_NOFOLLOW)
        let output = try OwnedDescriptor.open(name, at: target, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        while try systemCall("sendfile", name, { sendfile(output.raw, input.raw, nil, 1 << 30) }) > 0 {}
    }

    private static func copyLink(_ name: String, from source: Int32, to target: Int32) throws(SystemCallError) {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        try systemCall("readlinkat", name) { readlinkat(source, name, &buffer, Int(PATH_MAX)) }
        try systemCall("symlinkat", name) { symlinkat(buffer, target, name) }
    }

    private static func keepMetadata(
        _ status: stat, of name: String, in directory: Int32
    ) throws(SystemCallError) {
        let flags = AT_SYMLINK_NOFOLLOW
        try systemCall("fchownat", name) { fchownat(directory, name, status.st_uid, status.st_gid, flags) }
        if status.st_mode & S_IFMT != S_IFLNK {
            try systemCall("fchmodat", name) { fchmodat(directory, name, status.st_mode & 0o7777, 0) }
        }
        var times = [status.st_atim, status.st_mtim]
        try systemCall("utimensat", name) { utimensat(directory, name, &times, flags) }
    }

    private static func names(in directory: Int32) throws(SystemCallError) -> [String] {
        let own = try OwnedDescriptor.open(".", at: directory, O_RDONLY | O_DIRECTORY).release()
        guard let stream = fdopendir(own) else {
            _ = OwnedDescriptor(owning: own)
            throw SystemCallError("fdopendir", errno: Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
