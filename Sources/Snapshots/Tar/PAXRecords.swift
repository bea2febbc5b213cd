/// What extended headers say about an entry: POSIX `pax`, "pax Extended Header".
struct PAXRecords {
    var path: [UInt8]?
    var linkPath: [UInt8]?
    var size: Int64?
    var user: Int64?
    var group: Int64?
    var modified: FileTime?
    var attributes: [ExtendedAttribute] = []
    var sparse = SparseRecords()

    /// Adds the records of one extended header; later ones replace earlier ones, an empty value takes one away.
    mutating func add(_ header: [UInt8], limits: LayerLimits) throws(SnapshotError) {
        var rest = header[...]
        while !rest.isEmpty {
            let (key, value, end) = try Self.record(rest)
            try set(String(decoding: key, as: UTF8.self), value, limits)
            rest = rest[end...]
        }
    }

    /// `LENGTH KEY=VALUE\n`, where the length counts the whole record.
    private static func record(
        _ bytes: ArraySlice<UInt8>
    ) throws(SnapshotError) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>, end: Int) {
        let malformed = SnapshotError(
            .invalidArchive, "malformed extended header record: \(printable(bytes.prefix(60)))")
        guard let blank = bytes.prefix(20).firstIndex(of: UInt8(ascii: " ")),
            let length = Int(decimal: bytes[..<blank]), length > blank + 1 - bytes.startIndex, length <= bytes.count
        else { throw malformed }
        let end = bytes.startIndex + length
        guard bytes[end - 1] == UInt8(ascii: "\n") else { throw malformed }
        let body = bytes[(blank + 1)..<(end - 1)]
        guard let equals = body.firstIndex(of: UInt8(ascii: "=")), equals > body.startIndex else { throw malformed }
        return (body[..<equals], body[(equals + 1)...], end)
    }

    private mutating func set(
        _ key: String, _ value: ArraySlice<UInt8>, _ limits: LayerLimits
    ) throws(SnapshotError) {
        switch key {
        case "path": path = value.isEmpty ? nil : try Self.name(key, value)
        case "linkpath": linkPath = value.isEmpty ? nil : try Self.name(key, value)
        case "size": size = try Self.number(key, value)
        case "uid": user = try Self.number(key, value)
        case "gid": group = try Self.number(key, value)
        case "mtime": modified = try Self.time(key, value)
        default:
            if key.hasPrefix("GNU.sparse.") {
                try sparse.set(key.dropFirst("GNU.sparse.".count), value, limits)
            } else if let name = AttributeRecord.name(key) {
                try setAttribute(name, key, value, limits)
            }
        }
    }

    private mutating func setAttribute(
        _ name: [UInt8], _ key: String, _ value: ArraySlice<UInt8>, _ limits: LayerLimits
    ) throws(SnapshotError) {
        guard let content = AttributeRecord.value(key, value), !name.isEmpty, !name.contains(0) else {
            throw SnapshotError(.invalidArchive, "malformed extended attribute \(printable(key.utf8))")
        }
        guard content.count <= limits.attributeSize else {
            throw SnapshotError(
                .limitExceeded,
                "extended attribute \(printable(name)) has \(content.count) bytes, beyond \(limits.attributeSize)")
        }
        attributes.removeAll { $0.name == name }
        attributes.append(ExtendedAttribute(name: name, value: content))
    }

    private static func name(_ key: String, _ value: ArraySlice<UInt8>) throws(SnapshotError) -> [UInt8] {
        if value.contains(0) { throw SnapshotError(.invalidArchive, "extended header: a zero byte in \(key)") }
        return Array(value)
    }

    static func number(_ key: String, _ value: ArraySlice<UInt8>) throws(SnapshotError) -> Int64? {
        if value.isEmpty { return nil }
        if let number = Int64(decimal: value) { return number }
        throw SnapshotError(.invalidArchive, "extended header: \(key) is no number: \(printable(value))")
    }

    /// Seconds with a decimal fraction, cut to nanoseconds.
    private static func time(_ key: String, _ value: ArraySlice<UInt8>) throws(SnapshotError) -> FileTime? {
        let malformed = SnapshotError(.invalidArchive, "extended header: \(key) is no time: \(printable(value))")
        if value.isEmpty { return nil }
        let parts = value.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = Int64(decimal: parts[0]) else { throw malformed }
        guard parts.count == 2, !parts[1].isEmpty else { return FileTime(seconds: seconds) }
        let digits = parts[1].prefix(9)
        guard parts[1].allSatisfy({ 0x30...0x39 ~= $0 }), var fraction = Int64(decimal: digits) else { throw malformed }
        for _ in digits.count..<9 { fraction *= 10 }
        guard value.first == UInt8(ascii: "-"), fraction > 0 else {
            return FileTime(seconds: seconds, nanoseconds: fraction)
        }
        // `seconds` is not the least: no more than 18 digits stand for a time that a fraction can follow.
        guard seconds > .min else { throw malformed }
        return FileTime(seconds: seconds - 1, nanoseconds: 1_000_000_000 - fraction)
    }
}

extension FixedWidthInteger {
    /// Decimal digits with an optional minus, and nothing else.
    init?(decimal digits: ArraySlice<UInt8>) {
        guard let first = digits.first, first != UInt8(ascii: "+"), digits.count <= 20 else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
