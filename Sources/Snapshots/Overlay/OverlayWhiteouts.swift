import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// Whiteouts as overlayfs has them in a layer: a character device 0:0 in place of what is gone, and the attribute
/// `trusted.overlay.opaque` on a directory that hides those below it (kernel documentation, `overlayfs.rst`).
final class OverlayWhiteouts: WhiteoutPolicy {
    static let opaque = ExtendedAttribute(name: Array("trusted.overlay.opaque".utf8), value: Array("y".utf8))

    func remove(_ path: TreePath, in directory: Int32) throws(SnapshotError) {
        guard let existing = try NodeStatus(directory, path) else {
            try storageCall("mknodat", path.description) { path.withName { mknodat(directory, $0, S_IFCHR, 0) } }
            return
        }
        // What the layer itself put here hides what lies below; a directory only with the mark.
        if existing.kind == .directory { try makeOpaque(path, in: directory) }
    }

    func makeOpaque(_ path: TreePath, in parent: Int32) throws(SnapshotError) {
        guard ExtendedAttributes.set(parent, path, Self.opaque) == 0 else {
            throw SnapshotError.last("lsetxattr", "trusted.overlay.opaque on \(path)")
        }
    }

    func wrote(_ path: TreePath) {}

    func isMark(_ status: NodeStatus) -> Bool { status.isWhiteout }

    /// Each layer has a tree of its own.
    func isOwn(_ path: TreePath) -> Bool { true }

    static func isOpaque(_ parent: Int32, _ path: TreePath) throws(SnapshotError) -> Bool {
        try ExtendedAttributes.get(parent, path, "trusted.overlay.opaque") == opaque.value
    }
}
