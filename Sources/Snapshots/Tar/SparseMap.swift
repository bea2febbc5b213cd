/// Reads and checks the maps of sparse files.
enum SparseMap {
    /// The old GNU format: four regions in the header, 21 in each block that follows, while a flag says so.
    static func oldFormat(
        _ header: TarHeader, _ input: ArchiveInput, _ limits: LayerLimits
    ) throws(SnapshotError) -> [FileRegion] {
        var regions: [FileRegion] = []
        try append(header, start: 386, count: 4, &regions)
        var isExtended = header.block[482] != 0
        while isExtended {
            guard let block = try input.block() else { throw input.cutShort() }
            let next = TarHeader(block: block)
            try append(next, start: 0, count: 21, &regions)
            isExtended = block[504] != 0
            guard regions.count <= limits.sparseRegions else { throw tooManyRegions(limits) }
        }
        return regions
    }

    private static func append(
        _ block: TarHeader, start: Int, count: Int, _ regions: inout [FileRegion]
    ) throws(SnapshotError) {
        for index in 0..<count {
            let position = start + index * 24
            if block.block[position] == 0 { return }
            regions.append(
                FileRegion(
                    offset: try block.number("sparse offset", position, 12),
                    length: try block.number("sparse length", position + 12, 12)))
        }
    }

    /// Format 1.0: decimal numbers on lines, the count of regions first, filled up to a whole block.
    ///
    /// - Returns: the map, and how many bytes of the content it took.
    static func inContent(
        _ input: ArchiveInput, contentSize: Int64, _ limits: LayerLimits
    ) throws(SnapshotError) -> (regions: [FileRegion], length: Int64) {
        var reader = NumberLines(input: input, left: contentSize)
        let count = try reader.next()
        guard count >= 0, count <= limits.sparseRegions else { throw tooManyRegions(limits) }
        var regions: [FileRegion] = []
        for _ in 0..<count {
            regions.append(FileRegion(offset: try reader.next(), length: try reader.next()))
        }
        return (regions, contentSize - reader.left)
    }

    /// - Returns: the regions that are not empty.
    static func check(
        _ regions: [FileRegion], size: Int64, contentSize: Int64, name: [UInt8]
    ) throws(SnapshotError) -> [FileRegion] {
        var end: Int64 = 0
        var total: Int64 = 0
        for region in regions {
            let (next, overflow) = region.offset.addingReportingOverflow(region.length)
            guard region.offset >= end, region.length >= 0, !overflow, next <= size else {
                throw SnapshotError(
                    .invalidArchive,
                    "\(printable(name)): sparse region at \(region.offset), \(region.length) bytes, is out of place")
            }
            end = next
            total += region.length
        }
        guard total == contentSize else {
            throw SnapshotError(
                .invalidArchive, "\(printable(name)): the sparse map covers \(total) bytes, there are \(contentSize)")
        }
        return regions.filter { $0.length > 0 }
    }

    static func tooManyRegions(_ limits: LayerLimits) -> SnapshotError {
        SnapshotError(.limitExceeded, "a sparse file has more than \(limits.sparseRegions) regions")
    }
}

/// Decimal numbers, one on each line, in blocks of an archive.
private struct NumberLines {
    let input: ArchiveInput
    /// Bytes of the content that were not read yet.
    var left: Int64
    private var block: [UInt8] = []
    private var position = 0

    init(input: ArchiveInput, left: Int64) {
        self.input = input
        self.left = left
    }

    mutating func next() throws(SnapshotError) -> Int64 {
        var digits: [UInt8] = []
        while let byte = try nextByte(), byte != UInt8(ascii: "\n") {
            digits.append(byte)
            if digits.count > 19 { break }
        }
        guard let number = Int64(decimal: digits[...]) else {
            throw SnapshotError(.invalidArchive, "sparse map: not a number: \(printable(digits))")
        }
        return number
    }

    private mutating func nextByte() throws(SnapshotError) -> UInt8? {
        if position == block.count {
            guard left >= Int64(ArchiveInput.blockSize), let bytes = try input.block() else { return nil }
            left -= Int64(ArchiveInput.blockSize)
            block = Array(bytes)
            position = 0
        }
        defer { position += 1 }
        return block[position]
    }
}
