import Linux
import SystemPackage

/// Writes the entries of an archive into a tree, in one pass.
///
/// The tree is this applier's alone while it works. As with Docker, what an entry finds in its place goes, except a
/// directory that a directory's entry finds; links are followed on the way to a file, inside the tree, and never at its
/// end. Owner, mode, attributes and time are set in the order in which none takes another away: chown(2) clears set-id
/// bits and capabilities, writing clears capabilities. What acts on a directory's later children (its times, default
/// ACL, set-group-id bit) is set at the end.
final class ArchiveApplier {
    let tree: FileTree
    let whiteouts: any WhiteoutPolicy
    let trash: Trash
    let limits: LayerLimits
    /// Permission bits that the process takes off new files.
    let maskedMode: UInt32
    let ownIdentity: FileOwner
    /// Whether the tree may hold directories with the set-group-id bit, whose new files get the directory's group.
    let inheritsGroup: Bool
    var result = AppliedTree()
    var unfinishedDirectories: [UnfinishedDirectory] = []
    var directoriesWereReplaced = false
    private var entries = 0
    private var rootWasDescribed = false

    /// - Parameter isEmpty: whether nothing is in the tree yet.
    init(
        tree: FileTree, isEmpty: Bool, whiteouts: any WhiteoutPolicy, trash: Trash, limits: LayerLimits
    ) throws(SnapshotError) {
        self.tree = tree
        self.whiteouts = whiteouts
        self.trash = trash
        self.limits = limits
        maskedMode = ProcessMask.current()
        ownIdentity = .current()
        inheritsGroup = !isEmpty
    }

    func apply(_ reader: TarReader) throws(SnapshotError) -> AppliedTree {
        while let entry = try reader.next() {
            entries += 1
            guard entries <= limits.entries else {
                throw SnapshotError(.limitExceeded, "the layer has more than \(limits.entries) entries")
            }
            try apply(entry, reader)
        }
        try finishDirectories()
        if !rootWasDescribed { result.impliedDirectories.insert([], at: 0) }
        return result
    }

    private func apply(_ entry: TarEntry, _ reader: TarReader) throws(SnapshotError) {
        let path = try TreePath(cleaning: entry.path, limit: limits.pathLength)
        do {
            if try applyWhiteout(entry, path) { return }
            let parent = try parent(of: path)
            try write(entry, Place(parent: parent, path: path), reader)
            whiteouts.wrote(path)
        } catch {
            throw Self.explained(error, path)
        }
    }

    private func write(_ entry: TarEntry, _ place: Place, _ reader: TarReader) throws(SnapshotError) {
        if place.path.isRoot, entry.kind != .directory {
            throw SnapshotError(.invalidArchive, "the layer's root is no directory")
        }
        if place.path.isRoot { rootWasDescribed = true }
        switch entry.kind {
        case .file: try writeFile(entry, place, reader)
        case .directory: try writeDirectory(entry, place)
        case .hardLink: try writeHardLink(entry, place)
        case .symbolicLink: try writeSymbolicLink(entry, place)
        case .characterDevice, .blockDevice, .fifo: try writeNode(entry, place)
        }
    }

    /// Says which entry it was; and that the archive is at fault where the system refused what it asks for.
    private static func explained(_ error: SnapshotError, _ path: TreePath) -> SnapshotError {
        guard let cause = error.cause, archiveFaults.contains(cause.errno) else {
            return error.during("apply \(path)")
        }
        return SnapshotError(.invalidArchive, "apply \(path): \(error.message)", cause: cause)
    }

    private static let archiveFaults: Set<Errno> = [
        .fileNameTooLong, .notDirectory, .tooManySymbolicLinkLevels, .tooManyLinks, .fileTooLarge,
    ]
}
