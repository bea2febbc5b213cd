/// One header block: POSIX `pax`, "ustar Interchange Format", and what GNU tar and star made of its reserved fields.
///
/// A view of the reader's memory, valid as long as that is.
struct TarHeader {
    let block: UnsafeRawBufferPointer

    var type: UInt8 { block[156] }
    var name: UnsafeRawBufferPointer { text(0, 100) }
    var linkName: UnsafeRawBufferPointer { text(157, 100) }

    /// The directory part of a long name. GNU's format has other things there; star's, in the same magic, shorter.
    var prefix: UnsafeRawBufferPointer {
        guard block[257..<263].elementsEqual("ustar\0".utf8) else { return text(345, 0) }
        return text(345, block[508..<512].elementsEqual("tar\0".utf8) ? 131 : 155)
    }

    var isZero: Bool { block.allSatisfy { $0 == 0 } }

    /// The sum of all bytes with blanks in the checksum's place; old programs summed signed bytes.
    var hasCorrectChecksum: Bool {
        guard let stated = TarNumber.parse(field(148, 8)) else { return false }
        var unsigned: Int64 = 0
        var signed: Int64 = 0
        for (index, byte) in block.enumerated() {
            let counted = 148..<156 ~= index ? UInt8(ascii: " ") : byte
            unsigned += Int64(counted)
            signed += Int64(Int8(bitPattern: counted))
        }
        return stated == unsigned || stated == signed
    }

    func mode() throws(SnapshotError) -> Int64 { try number("mode", 100, 8) }
    func user() throws(SnapshotError) -> Int64 { try number("user id", 108, 8) }
    func group() throws(SnapshotError) -> Int64 { try number("group id", 116, 8) }
    func size() throws(SnapshotError) -> Int64 { try number("size", 124, 12) }
    func modified() throws(SnapshotError) -> Int64 { try number("modification time", 136, 12) }
    func deviceMajor() throws(SnapshotError) -> Int64 { try number("device major number", 329, 8) }
    func deviceMinor() throws(SnapshotError) -> Int64 { try number("device minor number", 337, 8) }

    func field(_ start: Int, _ length: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: block[start..<start + length])
    }

    func number(_ what: String, _ start: Int, _ length: Int) throws(SnapshotError) -> Int64 {
        if let value = TarNumber.parse(field(start, length)) { return value }
        throw SnapshotError(
            .invalidArchive,
            "\(Self.shown(name)): the header's \(what) is no number: \(Self.shown(field(start, length)))")
    }

    /// Bytes up to the first zero.
    private func text(_ start: Int, _ length: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: field(start, length).prefix { $0 != 0 })
    }

    private static func shown(_ bytes: UnsafeRawBufferPointer) -> String {
        printable(bytes)
    }
}

/// Hostile text for a message: on one line, without control characters, at most 200 bytes of it.
func printable(_ bytes: some Collection<UInt8>) -> String {
    var text = ""
    for scalar in String(decoding: bytes.prefix(200), as: UTF8.self).unicodeScalars {
        let isControl = scalar.value < 0x20 || 0x7f..<0xa0 ~= scalar.value
        text += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return bytes.count > 200 ? text + "…" : text
}
