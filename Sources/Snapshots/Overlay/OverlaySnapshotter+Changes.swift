import OCI

extension OverlaySnapshotter {
    package func usage(_ key: String) throws(SnapshotError) -> SnapshotUsage {
        _ = try store.parent(ofSnapshot: key)
        return try TreeUsage.measure(upper(key))
    }

    package func changes(_ key: String, but points: MountPoints) throws(SnapshotError) -> [Change] {
        try changeSet(key, but: points).changes
    }

    package func archiveChanges(
        _ key: String, but points: MountPoints,
        to sink: @escaping (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let changes = try changeSet(key, but: points)
        try LayerArchiveWriter(sink).write(changes, of: FileTree(path: upper(key), followsLinks: false))
    }

    private func changeSet(_ key: String, but points: MountPoints) throws(SnapshotError) -> ChangeSet {
        let below =
            try store.parent(ofSnapshot: key).map { parent throws(SnapshotError) in try trees(of: parent) } ?? []
        let upper = try FileTree(path: upper(key), followsLinks: false)
        return try UpperChanges(upper, above: LayerStack(below), but: points).find()
    }

    private func upper(_ key: String) -> String { store.snapshotDirectory(key) + "/upper" }
}
