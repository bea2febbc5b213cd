/// What precedes an entry's own header.
struct HeaderExtensions {
    var records: PAXRecords
    /// GNU's long names.
    var path: [UInt8]?
    var linkTarget: [UInt8]?
    /// Bytes of all of them.
    var size = 0
}

extension TarReader {
    /// - Returns: whether the header was an extension of the entry that follows it.
    func readExtension(_ header: TarHeader, _ extensions: inout HeaderExtensions) throws(SnapshotError) -> Bool {
        switch header.type {
        case UInt8(ascii: "x"):
            try extensions.records.add(try extensionContent(header, &extensions), limits: limits)
        case UInt8(ascii: "g"):
            try global.add(try extensionContent(header, &extensions), limits: limits)
            extensions.records = global
        case UInt8(ascii: "L"): extensions.path = Self.longName(try extensionContent(header, &extensions))
        case UInt8(ascii: "K"): extensions.linkTarget = Self.longName(try extensionContent(header, &extensions))
        default: return false
        }
        return true
    }

    private func extensionContent(
        _ header: TarHeader, _ extensions: inout HeaderExtensions
    ) throws(SnapshotError) -> [UInt8] {
        let size = try header.size()
        guard size >= 0 else {
            throw SnapshotError(.invalidArchive, "an extended header has the negative size \(size)")
        }
        guard size <= Int64(limits.extendedHeaderSize - extensions.size) else {
            throw SnapshotError(
                .limitExceeded, "extended headers before one entry exceed \(limits.extendedHeaderSize) bytes")
        }
        // A block each, so that empty ones come to an end too.
        extensions.size += Int(size) + ArchiveInput.blockSize
        var content: [UInt8] = []
        content.reserveCapacity(Int(size))
        while content.count < Int(size) {
            let part = try input.take(Int(size) - content.count)
            if part.isEmpty { throw input.cutShort() }
            content.append(contentsOf: part)
        }
        try input.skip(Self.padding(size))
        return content
    }

    private static func longName(_ content: [UInt8]) -> [UInt8] {
        Array(content.prefix { $0 != 0 })
    }
}
