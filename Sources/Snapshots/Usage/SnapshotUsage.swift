/// What a tree takes on the disk; a file with several links in the tree counts once.
package struct SnapshotUsage: Equatable, Codable, Sendable {
    /// Bytes of disk blocks, holes not counted.
    package var bytes: Int64
    package var inodes: Int64

    package init(bytes: Int64 = 0, inodes: Int64 = 0) {
        self.bytes = bytes
        self.inodes = inodes
    }
}
