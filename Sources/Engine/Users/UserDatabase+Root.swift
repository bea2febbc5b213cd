import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension UserDatabase {
    /// The files of a container that does not run.
    ///
    /// - Parameter root: a descriptor of its mounted root.
    init(ofRoot root: Int32) throws {
        try self.init(inRoot: root)
    }

    /// The files as a container's process sees them.
    init(ofProcess pid: Int32) throws {
        let root = try OwnedDescriptor.open("/proc/\(pid)/root", OpenFlags.path | O_DIRECTORY)
        try self.init(inRoot: root.raw)
    }

    private init(inRoot root: Int32) throws {
        self.init(passwd: try Self.file("/etc/passwd", inRoot: root), group: try Self.file("/etc/group", inRoot: root))
    }

    /// `nil` when there is no such file, or none that is regular: a container may put a pipe there for us to hang on.
    private static func file(_ path: String, inRoot root: Int32) throws -> [UInt8]? {
        do {
            return try content(of: OwnedDescriptor.open(path, inRoot: root, O_RDONLY | O_NONBLOCK), path)
        } catch let error as SystemCallError {
            if error.meansMissing { return nil }
            throw error
        }
    }

    private static func content(of file: consuming OwnedDescriptor, _ path: String) throws -> [UInt8]? {
        var status = stat()
        let raw = file.raw
        try systemCall("fstat", path) { fstat(raw, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return try file.readAll(limit: limit)
    }
}

extension SystemCallError {
    /// Whether a path led nowhere.
    var meansMissing: Bool {
        errno == .noSuchFileOrDirectory || errno == .notDirectory || errno == .tooManySymbolicLinkLevels
    }
}
