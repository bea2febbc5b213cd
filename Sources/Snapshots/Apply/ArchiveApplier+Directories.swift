#if canImport(Glibc)
import Glibc
#endif

/// What a directory gets once all its children are there.
struct UnfinishedDirectory {
    let path: TreePath
    /// Set where the set-user-id, set-group-id or sticky bit is among it.
    let mode: UInt32?
    let modified: FileTime
    let accessLists: [ExtendedAttribute]
}

extension ArchiveApplier {
    /// The directory that `path` is in; made when it is not there.
    func parent(of path: TreePath) throws(SnapshotError) -> Int32 {
        if let directory = try tree.directory(path.parentBytes) { return directory }
        for prefix in path.parent.prefixes where try tree.directory(prefix.bytes) == nil {
            try makeImpliedDirectory(prefix)
        }
        guard let directory = try tree.directory(path.parentBytes) else {
            throw SnapshotError(.invalidArchive, "\(path.parent) is no directory")
        }
        return directory
    }

    private func makeImpliedDirectory(_ path: TreePath) throws(SnapshotError) {
        guard let parent = try tree.directory(path.parentBytes) else {
            throw SnapshotError(.invalidArchive, "\(path.parent) is no directory")
        }
        let place = Place(parent: parent, path: path)
        if let status = try NodeStatus(parent, path), !whiteouts.isMark(status) {
            throw SnapshotError(.invalidArchive, "\(path) is no directory")
        }
        try makeDirectory(place, mode: 0o755)
        whiteouts.wrote(path)
        result.impliedDirectories.append(Array(path.bytes))
    }

    func writeDirectory(_ entry: TarEntry, _ place: Place) throws(SnapshotError) {
        let status = place.path.isRoot ? nil : try NodeStatus(place.parent, place.path)
        let isThere = place.path.isRoot || status?.kind == .directory
        if !isThere {
            try makeDirectory(place, mode: entry.mode & 0o777)
        }
        try setOwner(entry, place, isNew: !isThere)
        if isThere || entry.mode & 0o777 & maskedMode != 0 { try setMode(entry.mode & 0o777, place) }
        let isAccessList = { (attribute: ExtendedAttribute) in attribute.name.starts(with: "system.posix_acl".utf8) }
        for attribute in entry.attributes where !isAccessList(attribute) { try set(attribute, place) }
        unfinishedDirectories.append(
            UnfinishedDirectory(
                path: place.path, mode: entry.mode > 0o777 ? entry.mode : nil, modified: entry.modified,
                accessLists: entry.attributes.filter(isAccessList)))
    }

    /// Makes a directory where none is; where a mark of the whiteouts was, it hides what lies below.
    private func makeDirectory(_ place: Place, mode: UInt32) throws(SnapshotError) {
        let existing = try NodeStatus(place.parent, place.path)
        let wasMarked = existing.map(whiteouts.isMark) ?? false
        try create("mkdirat", place) { mkdirat($0, $1, mode) }
        if wasMarked { try whiteouts.makeOpaque(place.path, in: place.parent) }
    }

    func finishDirectories() throws(SnapshotError) {
        for directory in unfinishedDirectories {
            do {
                try finish(directory)
            } catch {
                throw error.during("apply \(directory.path)")
            }
        }
    }

    private func finish(_ directory: UnfinishedDirectory) throws(SnapshotError) {
        guard let parent = try tree.directory(directory.path.parentBytes) else { return }
        // A later entry may have put something else in its place.
        if directoriesWereReplaced {
            guard try NodeStatus(parent, directory.path)?.kind == .directory else { return }
        }
        let place = Place(parent: parent, path: directory.path)
        if let mode = directory.mode { try setMode(mode, place) }
        for attribute in directory.accessLists { try set(attribute, place) }
        try setTime(directory.modified, place)
    }
}
