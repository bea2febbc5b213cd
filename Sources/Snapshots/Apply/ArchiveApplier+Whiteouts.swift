extension ArchiveApplier {
    private static let prefix = Array(".wh.".utf8)
    private static let reservedPrefix = Array(".wh..wh.".utf8)
    private static let opaqueName = Array(".wh..wh..opq".utf8)

    /// - Returns: whether the entry says that something is gone, rather than being something.
    func applyWhiteout(_ entry: TarEntry, _ path: TreePath) throws(SnapshotError) -> Bool {
        if path.name.elementsEqual(Self.opaqueName) {
            try makeOpaque(path.parent)
            return true
        }
        // What aufs kept for itself, in layers of its time.
        if path.name.starts(with: Self.reservedPrefix) { return true }
        if path.name.starts(with: Self.prefix) {
            let hidden = path.name.dropFirst(Self.prefix.count)
            guard !hidden.isEmpty, !hidden.elementsEqual(".".utf8), !hidden.elementsEqual("..".utf8) else {
                throw SnapshotError(.invalidArchive, "a whiteout of nothing")
            }
            try remove(path.replacingName(hidden))
            return true
        }
        // A layer packed from an overlay as it lies on the disk.
        if entry.kind == .characterDevice, entry.deviceMajor == 0, entry.deviceMinor == 0, !path.isRoot {
            try remove(path)
            return true
        }
        return false
    }

    private func remove(_ path: TreePath) throws(SnapshotError) {
        try whiteouts.remove(path, in: parent(of: path))
    }

    private func makeOpaque(_ path: TreePath) throws(SnapshotError) {
        // The directory itself may come later, or not at all.
        _ = try parent(of: path.appending(Self.opaqueName))
        try whiteouts.makeOpaque(path, in: parent(of: path))
    }
}
