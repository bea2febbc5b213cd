import CLinux

#if canImport(Glibc)
import Glibc
#endif

extension ArchiveApplier {
    /// The target is a path in the archive, and must have come before.
    func writeHardLink(_ entry: TarEntry, _ place: Place) throws(SnapshotError) {
        let target = try TreePath(cleaning: entry.linkTarget, limit: limits.pathLength)
        guard let directory = try tree.directory(target.parentBytes),
            let status = try NodeStatus(directory, target), !whiteouts.isMark(status)
        else {
            throw SnapshotError(.invalidArchive, "hard link to \(target), which is not in the layer")
        }
        guard status.kind != .directory else {
            throw SnapshotError(.invalidArchive, "hard link to \(target), which is a directory")
        }
        if let existing = try NodeStatus(place.parent, place.path), existing.identity == status.identity { return }
        try create("linkat", place, isNewFile: false) { parent, name in
            target.withName { linkat(directory, $0, parent, name, 0) }
        }
    }

    func writeSymbolicLink(_ entry: TarEntry, _ place: Place) throws(SnapshotError) {
        guard !entry.linkTarget.isEmpty else {
            throw SnapshotError(.invalidArchive, "a symbolic link without a target")
        }
        guard entry.linkTarget.count <= limits.pathLength else {
            throw SnapshotError(.limitExceeded, "the link's target has \(entry.linkTarget.count) bytes")
        }
        let target = entry.linkTarget.map(CChar.init(bitPattern:)) + [0]
        try create("symlinkat", place) { symlinkat(target, $0, $1) }
        try setOwner(entry, place, isNew: true)
        for attribute in entry.attributes { try set(attribute, place) }
        try setTime(entry.modified, place)
    }

    /// Devices and fifos.
    func writeNode(_ entry: TarEntry, _ place: Place) throws(SnapshotError) {
        let type =
            switch entry.kind {
            case .characterDevice: S_IFCHR
            case .blockDevice: S_IFBLK
            default: S_IFIFO
            }
        let device = clinux_makedev(entry.deviceMajor, entry.deviceMinor)
        try create("mknodat", place) { mknodat($0, $1, type | (entry.mode & 0o777), device) }
        try setOwner(entry, place, isNew: true)
        if entry.mode & (0o7000 | maskedMode) != 0 { try setMode(entry.mode, place) }
        for attribute in entry.attributes { try set(attribute, place) }
        try setTime(entry.modified, place)
    }
}
