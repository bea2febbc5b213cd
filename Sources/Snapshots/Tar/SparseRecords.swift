/// GNU tar's sparse files in extended headers: the tar manual, "Storing Sparse Files", formats 0.0, 0.1 and 1.0.
struct SparseRecords {
    /// The file's own name; the header holds a substitute.
    private(set) var name: [UInt8]?
    /// The file's size with its holes.
    private(set) var realSize: Int64?
    private var major: Int64 = 0
    private var minor: Int64 = 0
    /// Formats 0.0 and 0.1: offset, length, offset, length, …
    private var numbers: [Int64] = []
    private var isPresent = false

    /// Whether the map stands in front of the file's content (1.0).
    var mapIsInContent: Bool { major == 1 && minor == 0 }
    var describesFile: Bool { isPresent }

    mutating func set(_ key: Substring, _ value: ArraySlice<UInt8>, _ limits: LayerLimits) throws(SnapshotError) {
        isPresent = true
        switch key {
        case "name": name = Array(value)
        case "size", "realsize": realSize = try number(key, value)
        case "major": major = try number(key, value)
        case "minor": minor = try number(key, value)
        case "offset", "numbytes": numbers.append(try number(key, value))
        case "map": for part in value.split(separator: UInt8(ascii: ",")) { numbers.append(try number(key, part)) }
        // The count is that of the numbers themselves.
        case "numblocks": break
        default:
            throw SnapshotError(.invalidArchive, "extended header: unknown record GNU.sparse.\(printable(key.utf8))")
        }
        guard numbers.count <= limits.sparseRegions * 2 else { throw SparseMap.tooManyRegions(limits) }
    }

    private func number(_ key: Substring, _ value: ArraySlice<UInt8>) throws(SnapshotError) -> Int64 {
        if let number = try PAXRecords.number("GNU.sparse.\(key)", value) { return number }
        throw SnapshotError(.invalidArchive, "extended header: GNU.sparse.\(key) is empty")
    }

    /// The map of formats 0.0 and 0.1.
    func regions() throws(SnapshotError) -> [FileRegion] {
        guard (major, minor) == (0, 0) || (major, minor) == (0, 1) else {
            throw SnapshotError(.invalidArchive, "sparse file in unknown format \(major).\(minor)")
        }
        guard numbers.count % 2 == 0 else {
            throw SnapshotError(.invalidArchive, "sparse file: an offset without a length")
        }
        return stride(from: 0, to: numbers.count, by: 2).map {
            FileRegion(offset: numbers[$0], length: numbers[$0 + 1])
        }
    }
}
