/// The blocks in front of an entry's content.
package struct TarHeaderWriter {
    private var block = [UInt8](repeating: 0, count: ArchiveInput.blockSize)
    private var records: [UInt8] = []

    package init(_ entry: TarEntry, size: Int64) {
        setName(entry.path)
        if !fits(entry.linkTarget, 100) { addRecord("linkpath", entry.linkTarget) }
        setText(entry.linkTarget, at: 157, length: 100)
        setNumber(Int64(entry.mode), at: 100, length: 8, record: "mode")
        setNumber(Int64(entry.user), at: 108, length: 8, record: "uid")
        setNumber(Int64(entry.group), at: 116, length: 8, record: "gid")
        setNumber(size, at: 124, length: 12, record: "size")
        setNumber(entry.modified.seconds, at: 136, length: 12, record: "mtime")
        setNumber(Int64(entry.deviceMajor), at: 329, length: 8, record: "devmajor")
        setNumber(Int64(entry.deviceMinor), at: 337, length: 8, record: "devminor")
        for attribute in entry.attributes {
            addRecord("SCHILY.xattr." + String(decoding: attribute.name, as: UTF8.self), attribute.value)
        }
        finish(type: Self.type(entry.kind))
    }

    package var bytes: [UInt8] {
        if records.isEmpty { return block }
        var header = TarHeaderWriter(recordsOfSize: Int64(records.count)).block
        header += records
        header += [UInt8](repeating: 0, count: Int(TarReader.padding(Int64(records.count))))
        return header + block
    }

    private init(recordsOfSize size: Int64) {
        setText(Array("PaxHeaders.0/entry".utf8), at: 0, length: 100)
        setNumber(0o644, at: 100, length: 8, record: "")
        setNumber(0, at: 108, length: 8, record: "")
        setNumber(0, at: 116, length: 8, record: "")
        setNumber(size, at: 124, length: 12, record: "")
        setNumber(0, at: 136, length: 12, record: "")
        finish(type: UInt8(ascii: "x"))
    }

    private mutating func setName(_ path: [UInt8]) {
        if fits(path, 100) { return setText(path, at: 0, length: 100) }
        if let cut = Self.cut(path), path.allSatisfy({ $0 < 0x80 }) {
            setText(Array(path[..<cut]), at: 345, length: 155)
            setText(Array(path[(cut + 1)...]), at: 0, length: 100)
            return
        }
        addRecord("path", path)
        setText(path, at: 0, length: 100)
    }

    /// Where a long name can be cut in two: as late as the first part has room for.
    private static func cut(_ path: [UInt8]) -> Int? {
        let last = path.dropLast().prefix(156).lastIndex(of: UInt8(ascii: "/"))
        guard let last, last > 0, path.count - last - 1 <= 100, last < path.count - 1 else { return nil }
        return last
    }

    private func fits(_ text: [UInt8], _ length: Int) -> Bool {
        text.count <= length && text.allSatisfy { $0 < 0x80 }
    }

    private mutating func setText(_ text: [UInt8], at start: Int, length: Int) {
        block.replaceSubrange(start..<start + min(text.count, length), with: text.prefix(length))
    }

    /// Octal with a zero at the end. What has no room there goes to a record.
    private mutating func setNumber(_ value: Int64, at start: Int, length: Int, record: String) {
        let digits = String(value, radix: 8)
        let isHeld = value >= 0 && digits.utf8.count < length
        if !isHeld { addRecord(record, Array(String(value).utf8)) }
        let shown = isHeld ? digits : "0"
        let text = String(repeating: "0", count: length - 1 - shown.utf8.count) + shown
        setText(Array(text.utf8), at: start, length: length - 1)
    }

    /// A record begins with its own length, which counts its digits too.
    private mutating func addRecord(_ key: String, _ value: [UInt8]) {
        let rest = key.utf8.count + value.count + 3
        var length = rest + String(rest).utf8.count
        length = rest + String(length).utf8.count
        records += Array("\(length) \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    }

    private mutating func finish(type: UInt8) {
        block[156] = type
        setText(Array("ustar\0".utf8) + Array("00".utf8), at: 257, length: 8)
        setText(Array("        ".utf8), at: 148, length: 8)
        let sum = block.reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let text = String(repeating: "0", count: 6 - digits.utf8.count) + digits + "\0 "
        setText(Array(text.utf8), at: 148, length: 8)
    }

    private static func type(_ kind: TarEntry.Kind) -> UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .characterDevice: UInt8(ascii: "3")
        case .blockDevice: UInt8(ascii: "4")
        case .directory: UInt8(ascii: "5")
        case .fifo: UInt8(ascii: "6")
        }
    }
}
