/// What a tree takes on the disk; a file with several links in the tree counts once.
package struct SnapshotUsage: Equatable, Sendable {
    /// Bytes of files' contents, holes not counted.
    package var bytes: Int64
    /// Files, directories and the like, without the tree's root.
    package var inodes: Int64

    package init(bytes: Int64 = 0, inodes: Int64 = 0) {
        self.bytes = bytes
        self.inodes = inodes
    }
}
