#if canImport(Glibc)
import Glibc
#endif

extension ArchiveApplier {
    /// Makes something new at `place`; what is in its way goes.
    @discardableResult
    func create(
        _ call: String, _ place: Place, isNewFile: Bool = true,
        _ body: (Int32, UnsafePointer<CChar>) -> Int32
    ) throws(SnapshotError) -> Int32 {
        var made = place.path.withName { body(place.parent, $0) }
        if made < 0, errno == EEXIST || errno == EISDIR {
            try clear(place)
            made = place.path.withName { body(place.parent, $0) }
        }
        if made < 0 { throw SnapshotError.last(call, place.path.description) }
        if isNewFile { result.usage.inodes += 1 }
        return made
    }

    private func clear(_ place: Place) throws(SnapshotError) {
        guard let status = try NodeStatus(place.parent, place.path) else { return }
        if whiteouts.isOwn(place.path), !whiteouts.isMark(status), status.raw.st_nlink == 1 || status.kind == .directory
        {
            result.usage.bytes -= status.contentSize
            result.usage.inodes -= 1
        }
        if status.kind == .directory || status.kind == .symbolicLink {
            tree.forgetDirectories()
            directoriesWereReplaced = true
        }
        guard status.kind == .directory else {
            try storageCall("unlinkat", place.path.description) {
                place.path.withName { unlinkat(place.parent, $0, 0) }
            }
            return
        }
        try trash.discard(place.parent, place.path)
    }

    func owner(_ entry: TarEntry) -> FileOwner {
        FileOwner(user: entry.user, group: entry.group)
    }

    func setOwner(_ entry: TarEntry, _ place: Place, isNew: Bool) throws(SnapshotError) {
        if isNew, owner(entry) == ownIdentity, !inheritsGroup { return }
        try storageCall("fchownat", "") {
            place.path.withName { fchownat(place.parent, $0, entry.user, entry.group, AT_SYMLINK_NOFOLLOW) }
        }
    }

    /// Not for symbolic links, which have no mode of their own.
    func setMode(_ mode: UInt32, _ place: Place) throws(SnapshotError) {
        try storageCall("fchmodat", "") { place.path.withName { fchmodat(place.parent, $0, mode, 0) } }
    }

    func setTime(_ time: FileTime, _ place: Place) throws(SnapshotError) {
        let times = [time.raw, time.raw]
        try storageCall("utimensat", "") {
            place.path.withName { utimensat(place.parent, $0, times, AT_SYMLINK_NOFOLLOW) }
        }
    }

    func set(_ attribute: ExtendedAttribute, _ place: Place) throws(SnapshotError) {
        try check(attribute) { ExtendedAttributes.set(place.parent, place.path, attribute) }
    }

    /// Sets an attribute unless it is overlayfs's own, which describes a mount and no file.
    ///
    /// What the filesystem does not take is left out, as Docker does: SELinux labels, user attributes of links. Not so
    /// a file's capabilities: without them a program fails in ways that nobody understands.
    func check(_ attribute: ExtendedAttribute, _ body: () -> Int32) throws(SnapshotError) {
        if attribute.isOverlay { return }
        if body() == 0 { return }
        let isRefused = errno == EOPNOTSUPP || errno == EPERM
        if isRefused, !attribute.name.elementsEqual("security.capability".utf8) { return }
        throw SnapshotError.last("setxattr", printable(attribute.name))
    }
}
