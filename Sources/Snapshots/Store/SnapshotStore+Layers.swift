import CLinux
import Linux
import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension SnapshotStore {
    func layerDirectory(_ chainID: Digest) -> String {
        "\(root)/layers/\(chainID.encoded)"
    }

    func contains(_ chainID: Digest) -> Bool {
        chainID.algorithm == .sha256 && access(layerDirectory(chainID), F_OK) == 0
    }

    func layers() throws(SnapshotError) -> [Digest] {
        try names(in: "layers").compactMap { try? Digest(.sha256, encoded: $0) }
    }

    func parent(ofLayer chainID: Digest) throws(SnapshotError) -> Digest? {
        try parent(of: layerDirectory(chainID), called: "layer: \(chainID)")
    }

    /// Makes what was staged the layer `chainID`: brings it to the disk first, as nothing tells later whether a
    /// file's bytes have reached it. Discards it when the layer is there already.
    func publish(_ staged: StagedLayer, as chainID: Digest, usage: SnapshotUsage) throws(SnapshotError) {
        try UsageFile.write(usage, in: staged.path)
        try staged.synchronize()
        let isFirst = try changing.withLock { _ throws(SnapshotError) in
            try rename(staged.path, to: layerDirectory(chainID))
        }
        if isFirst {
            try synchronize("\(root)/layers")
        } else {
            try trash.purge(try retire(staged.path))
        }
    }

    func usage(ofLayer chainID: Digest) throws(SnapshotError) -> SnapshotUsage {
        guard contains(chainID) else { throw SnapshotError(.notFound, "no such layer: \(chainID)") }
        return try UsageFile.read(in: layerDirectory(chainID))
    }

    func removeLayer(_ chainID: Digest) throws(SnapshotError) {
        let retired = try changing.withLock { _ throws(SnapshotError) in
            guard contains(chainID) else { throw SnapshotError(.notFound, "no such layer: \(chainID)") }
            try checkUnused(chainID)
            return try retire(layerDirectory(chainID))
        }
        try trash.purge(retired)
    }

    private func checkUnused(_ chainID: Digest) throws(SnapshotError) {
        for layer in try layers() where try parent(ofLayer: layer) == chainID {
            throw SnapshotError(.inUse, "layer \(chainID) is in use by layer \(layer)")
        }
        for key in try snapshots() where try parent(ofSnapshot: key) == chainID {
            throw SnapshotError(.inUse, "layer \(chainID) is in use by snapshot \(key)")
        }
    }

    /// - Returns: whether there was nothing before.
    func rename(_ staged: String, to place: String) throws(SnapshotError) -> Bool {
        let flags = UInt32(CLINUX_RENAME_NOREPLACE)
        let result = clinux_renameat2(AT_FDCWD, staged, AT_FDCWD, place, flags)
        if result < 0, errno == EEXIST { return false }
        try storageCall("renameat2", place) { result }
        return true
    }

    private func synchronize(_ path: String) throws(SnapshotError) {
        let directory = OwnedDescriptor(
            owning: try storageCall("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        try storageCall("fsync", path) { fsync(directory.raw) }
    }
}
