import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Directories of a layer that its archive did not describe, though there is something in them. In the stack they must
/// look as in the layers below, but overlayfs shows the topmost; and the layers below may come after this one. So they
/// are written down in the layer's `implied` (paths, each with a zero behind it), and get what they lack when the whole
/// stack is there, before it is first mounted. Doing that twice does no harm: a crash in between costs nothing.
struct ImpliedDirectories {
    let layer: String

    private var file: String { layer + "/implied" }

    func record(_ paths: [[UInt8]]) throws(SnapshotError) {
        if paths.isEmpty { return }
        let descriptor = OwnedDescriptor(
            owning: try storageCall("open", file) { open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) })
        var rest = Array(paths.map { $0 + [0] }.joined())[...]
        while !rest.isEmpty {
            let written = try storageCall("write", file) {
                rest.withUnsafeBytes { write(descriptor.raw, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(written)
        }
    }

    /// - Parameter below: the trees of the stack below, topmost first, themselves settled.
    func settle(above below: [String]) throws(SnapshotError) {
        guard let paths = try recorded() else { return }
        let tree = try FileTree(path: layer + "/fs", followsLinks: false)
        let stack = try LayerStack(below)
        for raw in paths {
            let path = try TreePath(cleaning: raw, limit: Int(PATH_MAX))
            guard let parent = try tree.directory(path.parentBytes), let original = try stack.find(path) else {
                continue
            }
            if original.status.kind == .directory { try copy(original, to: Place(parent: parent, path: path)) }
        }
        try storageCall("unlink", file) { unlink(file) }
    }

    private func copy(_ original: LayerStack.Found, to place: Place) throws(SnapshotError) {
        let status = original.status
        try storageCall("fchownat", place.path.description) {
            place.path.withName {
                fchownat(place.parent, $0, status.raw.st_uid, status.raw.st_gid, AT_SYMLINK_NOFOLLOW)
            }
        }
        try storageCall("fchmodat", place.path.description) {
            place.path.withName { fchmodat(place.parent, $0, status.mode, 0) }
        }
        for attribute in try ExtendedAttributes.all(original.parent, place.path) where !attribute.isOverlay {
            if ExtendedAttributes.set(place.parent, place.path, attribute) != 0, errno != EOPNOTSUPP {
                throw SnapshotError.last("lsetxattr", place.path.description)
            }
        }
        let times = [status.modified.raw, status.modified.raw]
        try storageCall("utimensat", place.path.description) {
            place.path.withName { utimensat(place.parent, $0, times, AT_SYMLINK_NOFOLLOW) }
        }
    }

    private func recorded() throws(SnapshotError) -> [[UInt8]]? {
        let raw = open(file, O_RDONLY | O_CLOEXEC)
        if raw < 0, errno == ENOENT { return nil }
        let descriptor = OwnedDescriptor(owning: try storageCall("open", file) { raw })
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let length = try storageCall("read", file) { read(descriptor.raw, &buffer, buffer.count) }
            if length == 0 { break }
            content += buffer.prefix(length)
        }
        return content.split(separator: 0, omittingEmptySubsequences: false).dropLast().map(Array.init)
    }
}
