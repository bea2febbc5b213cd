#if canImport(Glibc)
import Glibc
#endif

/// Copies a tree with all that its files are: owners, modes, times, attributes, hard links among them, holes.
struct TreeCopy {
    private let source: FileTree
    private let target: FileTree
    private var linked: [FileIdentity: TreePath] = [:]
    private var directories: [(path: TreePath, modified: FileTime)] = []

    /// Makes the directory `target` a copy of `source`, or an empty one.
    static func make(_ target: String, from source: String?) throws(SnapshotError) {
        try storageCall("mkdir", target) { mkdir(target, 0o755) }
        try storageCall("chmod", target) { chmod(target, 0o755) }
        guard let source else { return }
        var copy = TreeCopy(
            source: try FileTree(path: source, followsLinks: false),
            target: try FileTree(path: target, followsLinks: false))
        try copy.run()
    }

    private init(source: FileTree, target: FileTree) {
        self.source = source
        self.target = target
    }

    private mutating func run() throws(SnapshotError) {
        if let root = try NodeStatus(source.root, .root) {
            try finish(Place(parent: source.root, path: .root), root, in: target.root)
            directories.append((.root, root.modified))
        }
        try TreeWalk.visit(source) { place, status throws(SnapshotError) in try copy(place, status) }
        for directory in directories.reversed() {
            guard let parent = try target.directory(directory.path.parentBytes) else { continue }
            try Self.setTime(directory.modified, directory.path, parent)
        }
    }

    private mutating func copy(_ place: Place, _ status: NodeStatus) throws(SnapshotError) {
        let path = place.path
        guard let parent = try target.directory(path.parentBytes) else {
            throw SnapshotError(.system, "copy \(path): its directory is gone")
        }
        if status.hasSeveralNames {
            if let first = linked[status.identity] { return try link(first, path, parent) }
            linked[status.identity] = path
        }
        switch status.kind {
        case .socket: return
        case .file: try FileCopy.copy(place, status, to: parent)
        case .directory: try Self.call("mkdirat", path) { mkdirat(parent, $0, 0o700) }
        case .symbolicLink:
            let text = try SymbolicLink.target(place).map(CChar.init(bitPattern:)) + [0]
            try Self.call("symlinkat", path) { symlinkat(text, parent, $0) }
        case .characterDevice, .blockDevice, .fifo:
            try Self.call("mknodat", path) { mknodat(parent, $0, status.raw.st_mode, status.raw.st_rdev) }
        }
        try finish(place, status, in: parent)
        if status.kind == .directory {
            directories.append((path, status.modified))
        } else {
            try Self.setTime(status.modified, path, parent)
        }
    }

    private func link(_ first: TreePath, _ path: TreePath, _ parent: Int32) throws(SnapshotError) {
        guard let directory = try target.directory(first.parentBytes) else {
            throw SnapshotError(.system, "copy \(path): \(first) is gone")
        }
        try Self.call("linkat", path) { name in first.withName { linkat(directory, $0, parent, name, 0) } }
    }

    /// Owner before mode and attributes: chown(2) clears some of both.
    private func finish(_ place: Place, _ status: NodeStatus, in parent: Int32) throws(SnapshotError) {
        let path = place.path
        try Self.call("fchownat", path) {
            fchownat(parent, $0, status.raw.st_uid, status.raw.st_gid, AT_SYMLINK_NOFOLLOW)
        }
        if status.kind != .symbolicLink { try Self.call("fchmodat", path) { fchmodat(parent, $0, status.mode, 0) } }
        for attribute in try ExtendedAttributes.all(place.parent, path) {
            if ExtendedAttributes.set(parent, path, attribute) != 0 {
                throw SnapshotError.last("lsetxattr", path.description)
            }
        }
    }

    private static func setTime(_ time: FileTime, _ path: TreePath, _ parent: Int32) throws(SnapshotError) {
        let times = [time.raw, time.raw]
        try call("utimensat", path) { utimensat(parent, $0, times, AT_SYMLINK_NOFOLLOW) }
    }

    private static func call(
        _ call: String, _ path: TreePath, _ body: (UnsafePointer<CChar>) -> Int32
    ) throws(SnapshotError) {
        try storageCall(call, path.description) { path.withName(body) }
    }
}
