import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Files that hold secrets.
enum PrivateFile {
    /// Replaces a file in one step, with mode 0600, making its directory when it is missing. Where the path is a
    /// symbolic link, the file that it leads to is replaced.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let target = KernelPath.resolved(path) ?? path
        let directory = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
        let temporary = "\(target).\(getpid())"
        do {
            try makeDirectory(directory)
            let file = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
            try file.closeAfter {
                try file.writeAll(bytes)
                guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
            guard rename(temporary, target) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(temporary)
            throw CommandLineError(.system, "cannot write \(target)", cause: error)
        }
    }

    private static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
            throw Errno(rawValue: errno)
        }
        try makeDirectory(String(path[..<end]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    }
}
