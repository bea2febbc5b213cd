import CLinux
import Glibc
import Linux
import Snapshots
import TestSupport
import Testing

struct AllocationHintTests {
    /// Layers are kept apart, snapshots and their directories are not.
    @Test(.enabled(if: filesystemTakesHint, "the filesystem has no such hint"))
    func spreadsLayersAlone() throws {
        try TemporaryDirectory.with { directory in
            for _ in 0..<2 { _ = try OverlaySnapshotter(root: directory) }
            let marked = try ["layers", "writable", "unpacking", "staging", "trash"].filter {
                try Self.flags("\(directory)/\($0)") & Self.hint != 0
            }
            #expect(marked == ["unpacking"])
        }
    }

    @Test func storesWhereThereIsNoHint() throws {
        // tmpfs(5)
        let root = "/dev/shm/wherry-\(getpid())-\(UInt64.random(in: .min ... .max))"
        defer { try? ToolProcess.run(["rm", "-rf", root]) }
        #expect(try OverlaySnapshotter(root: root).layers().isEmpty)
    }

    private static let hint = UInt32(CLINUX_FS_TOPDIR_FL)

    private static let filesystemTakesHint: Bool =
        (try? TemporaryDirectory.with { directory in
            let descriptor = try OwnedDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
            return clinux_set_inode_flags(descriptor.raw, try flags(directory) | hint) == 0
        }) ?? false

    private static func flags(_ path: String) throws -> UInt32 {
        let descriptor = try OwnedDescriptor.open(path, O_RDONLY | O_DIRECTORY)
        var flags: UInt32 = 0
        try systemCall("ioctl", path) { clinux_get_inode_flags(descriptor.raw, &flags) }
        return flags
    }
}
