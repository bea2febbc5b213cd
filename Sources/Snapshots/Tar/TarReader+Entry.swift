extension TarReader {
    /// Puts together what the header and its extensions say.
    func entry(_ header: TarHeader, _ extensions: HeaderExtensions) throws(SnapshotError) -> TarEntry {
        let records = extensions.records
        var entry = TarEntry()
        entry.path = records.sparse.name ?? records.path ?? extensions.path ?? Self.path(header)
        entry.linkTarget = records.linkPath ?? extensions.linkTarget ?? Array(header.linkName)
        entry.kind = try Self.kind(header, path: entry.path)
        entry.mode = UInt32(truncatingIfNeeded: try header.mode()) & 0o7777
        entry.user = try Self.identifier("user id", Self.stated(records.user, header.user), entry.path)
        entry.group = try Self.identifier("group id", Self.stated(records.group, header.group), entry.path)
        entry.modified = try Self.stated(records.modified) { () throws(SnapshotError) in
            try FileTime(seconds: header.modified())
        }
        entry.attributes = records.attributes
        if entry.kind == .characterDevice || entry.kind == .blockDevice {
            entry.deviceMajor = try Self.deviceNumber(header.deviceMajor(), limit: 0xfff, entry.path)
            entry.deviceMinor = try Self.deviceNumber(header.deviceMinor(), limit: 0xf_ffff, entry.path)
        }
        try beginContent(of: &entry, header, records)
        return entry
    }

    private func beginContent(
        of entry: inout TarEntry, _ header: TarHeader, _ records: PAXRecords
    ) throws(SnapshotError) {
        // Links, directories and devices have no content, whatever their size says (as the old formats had it).
        guard entry.kind == .file else { return }
        let size = try Self.stated(records.size, header.size)
        guard size >= 0 else {
            throw SnapshotError(.invalidArchive, "\(printable(entry.path)): the size \(size) is negative")
        }
        guard size <= limits.archiveSize else {
            throw SnapshotError(
                .limitExceeded, "\(printable(entry.path)): \(size) bytes, the layer's limit is \(limits.archiveSize)")
        }
        entry.size = size
        if header.type == UInt8(ascii: "S") {
            let regions = try SparseMap.oldFormat(header, input, limits)
            beginContent(size)
            try makeSparse(&entry, regions, realSize: header.number("real size", 483, 12), contentSize: size)
        } else {
            beginContent(size)
            if records.sparse.describesFile { try beginSparse(&entry, records.sparse) }
        }
    }

    private func beginSparse(_ entry: inout TarEntry, _ sparse: SparseRecords) throws(SnapshotError) {
        guard let realSize = sparse.realSize else {
            throw SnapshotError(.invalidArchive, "\(printable(entry.path)): a sparse file without its real size")
        }
        guard sparse.mapIsInContent else {
            return try makeSparse(&entry, sparse.regions(), realSize: realSize, contentSize: entry.size)
        }
        let (regions, length) = try SparseMap.inContent(input, contentSize: entry.size, limits)
        contentWasRead(length)
        try makeSparse(&entry, regions, realSize: realSize, contentSize: entry.size - length)
    }

    private func makeSparse(
        _ entry: inout TarEntry, _ regions: [FileRegion], realSize: Int64, contentSize: Int64
    ) throws(SnapshotError) {
        guard realSize >= 0 else {
            throw SnapshotError(.invalidArchive, "\(printable(entry.path)): the real size \(realSize) is negative")
        }
        entry.size = realSize
        entry.regions = try SparseMap.check(regions, size: realSize, contentSize: contentSize, name: entry.path)
    }

    /// What an extended header says, or else the header: not read then, as it may hold no number at all.
    private static func stated<Value>(
        _ record: Value?, _ header: () throws(SnapshotError) -> Value
    ) throws(SnapshotError) -> Value {
        if let record { return record }
        return try header()
    }

    private static func path(_ header: TarHeader) -> [UInt8] {
        let prefix = header.prefix
        return prefix.isEmpty ? Array(header.name) : Array(prefix) + [UInt8(ascii: "/")] + Array(header.name)
    }

    private static func kind(_ header: TarHeader, path: [UInt8]) throws(SnapshotError) -> TarEntry.Kind {
        switch header.type {
        // The oldest format has no type for directories.
        case 0, UInt8(ascii: "0"): path.last == UInt8(ascii: "/") ? .directory : .file
        case UInt8(ascii: "7"), UInt8(ascii: "S"): .file
        case UInt8(ascii: "1"): .hardLink
        case UInt8(ascii: "2"): .symbolicLink
        case UInt8(ascii: "3"): .characterDevice
        case UInt8(ascii: "4"): .blockDevice
        case UInt8(ascii: "5"): .directory
        case UInt8(ascii: "6"): .fifo
        default:
            throw SnapshotError(
                .invalidArchive, "\(printable(path)): entries of type '\(printable([header.type]))' are not supported")
        }
    }

    /// The highest id means "leave as it is" to chown(2), so no file can have it.
    private static func identifier(
        _ what: String, _ value: Int64, _ path: [UInt8]
    ) throws(SnapshotError) -> UInt32 {
        guard let id = UInt32(exactly: value), id != .max else {
            throw SnapshotError(.invalidArchive, "\(printable(path)): the \(what) \(value) is out of range")
        }
        return id
    }

    private static func deviceNumber(
        _ value: Int64, limit: Int64, _ path: [UInt8]
    ) throws(SnapshotError) -> UInt32 {
        guard 0...limit ~= value else {
            throw SnapshotError(.invalidArchive, "\(printable(path)): the device number \(value) is out of range")
        }
        return UInt32(value)
    }
}
