/// Counts what a tree takes.
package struct TreeUsage {
    private(set) var usage = SnapshotUsage()
    private var linked: Set<FileIdentity> = []

    /// Follows no link, and leaves what vanishes meanwhile uncounted.
    package static func measure(_ path: String) throws(SnapshotError) -> SnapshotUsage {
        var counter = TreeUsage()
        try TreeWalk.visit(FileTree(path: path, followsLinks: false)) { _, status throws(SnapshotError) in
            counter.add(status)
        }
        return counter.usage
    }

    /// overlayfs's marks for what is gone are no files.
    mutating func add(_ status: NodeStatus) {
        if status.isWhiteout { return }
        if status.hasSeveralNames, !linked.insert(status.identity).inserted { return }
        usage.inodes += 1
        usage.bytes += status.contentSize
    }
}
