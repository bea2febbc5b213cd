import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Packs trees: a snapshot's changes as a layer, or a whole tree. Names are relative, directories end in `/`, times are
/// whole seconds, as in layers by Docker. Sockets, which no archive can hold, are left out.
package final class LayerArchiveWriter {
    private let archive: TarWriter
    /// The first path of each file that has several.
    private var linked: [FileIdentity: TreePath] = [:]

    package init(_ sink: @escaping TarWriter.Sink) {
        archive = TarWriter(sink)
    }

    /// Packs all of a tree, with its root as `./`.
    package func writeTree(_ path: String) throws(SnapshotError) {
        let tree = try FileTree(path: path, followsLinks: false)
        if let status = try NodeStatus(tree.root, .root) { try write(Place(parent: tree.root, path: .root), status) }
        try TreeWalk.visit(tree) { place, status throws(SnapshotError) in try write(place, status) }
        try archive.finish()
    }

    /// Packs what changed, with whiteouts for what is gone (image-spec `layer.md`, "Whiteouts").
    func write(_ changes: ChangeSet, of tree: FileTree) throws(SnapshotError) {
        for path in changes.sortedPaths {
            if changes.kinds[path] == .deleted {
                try writeWhiteout(path)
            } else if let parent = try tree.directory(path.parentBytes), let status = try NodeStatus(parent, path) {
                try write(Place(parent: parent, path: path), status)
            }
        }
        try archive.finish()
    }

    private func writeWhiteout(_ path: TreePath) throws(SnapshotError) {
        var entry = TarEntry()
        entry.path = Array(path.replacingName(Array(".wh.".utf8) + path.name).bytes)
        try archive.begin(entry)
    }

    private func write(_ place: Place, _ status: NodeStatus) throws(SnapshotError) {
        guard status.kind != .socket else { return }
        var entry = try Self.entry(place, status)
        if status.hasSeveralNames {
            if let first = linked[status.identity] {
                entry.kind = .hardLink
                entry.linkTarget = Array(first.bytes)
                return try archive.begin(entry)
            }
            linked[status.identity] = place.path
        }
        entry.attributes = try ExtendedAttributes.all(place.parent, place.path).filter { !$0.isOverlay }
        guard status.kind == .file else { return try archive.begin(entry) }
        try writeFile(entry, place)
    }

    private func writeFile(_ entry: TarEntry, _ place: Place) throws(SnapshotError) {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let file = OwnedDescriptor(
            owning: try storageCall("openat", place.path.description) {
                place.path.withName { openat(place.parent, $0, flags) }
            })
        try archive.begin(entry)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { buffer.deallocate() }
        var left = entry.size
        while left > 0 {
            let limit = min(buffer.count, Int(clamping: left))
            let length = try storageCall("read", place.path.description) { read(file.raw, buffer.baseAddress, limit) }
            if length == 0 { break }
            try archive.write(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            left -= Int64(length)
        }
        try archive.fill()
    }

    private static func entry(_ place: Place, _ status: NodeStatus) throws(SnapshotError) -> TarEntry {
        var entry = TarEntry()
        entry.kind = kind(status.kind)
        entry.path = Array(place.path.bytes)
        if status.kind == .directory {
            entry.path = (place.path.isRoot ? [UInt8(ascii: ".")] : entry.path) + [UInt8(ascii: "/")]
        }
        entry.mode = status.mode
        entry.user = status.raw.st_uid
        entry.group = status.raw.st_gid
        entry.modified = FileTime(seconds: status.modified.seconds)
        if status.kind == .file { entry.size = Int64(status.raw.st_size) }
        if status.kind == .symbolicLink { entry.linkTarget = try SymbolicLink.target(place) }
        if status.kind == .characterDevice || status.kind == .blockDevice {
            entry.deviceMajor = clinux_major(status.raw.st_rdev)
            entry.deviceMinor = clinux_minor(status.raw.st_rdev)
        }
        return entry
    }

    private static func kind(_ kind: NodeStatus.Kind) -> TarEntry.Kind {
        switch kind {
        case .file, .socket: .file
        case .directory: .directory
        case .symbolicLink: .symbolicLink
        case .characterDevice: .characterDevice
        case .blockDevice: .blockDevice
        case .fifo: .fifo
        }
    }
}
