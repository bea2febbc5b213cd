import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// The directory of a layer in the making.
///
/// It is opened before anything is in it: syncfs(2) tells of what could not be written since then, and files go to the
/// disk long before the end.
final class StagedLayer: Sendable {
    let path: String
    private let descriptor: OwnedDescriptor

    init(_ path: String) throws(SnapshotError) {
        self.path = path
        descriptor = OwnedDescriptor(
            owning: try storageCall("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Waits until the disk has all that is in the filesystem.
    func synchronize() throws(SnapshotError) {
        let raw = descriptor.raw
        try storageCall("syncfs", path) { clinux_syncfs(raw) }
    }
}
