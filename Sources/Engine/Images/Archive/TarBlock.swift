/// Headers of the archives that `save` makes: POSIX `pax`, "ustar Interchange Format".
enum TarBlock {
    static let size = 512

    /// A directory's name ends in a slash.
    ///
    /// - Parameter name: at most 100 bytes, ASCII.
    static func header(_ name: String, size: Int64) -> [UInt8] {
        let isDirectory = name.hasSuffix("/")
        var block = [UInt8](repeating: 0, count: Self.size)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put(isDirectory ? "0000755" : "0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        block.replaceSubrange(124..<136, with: number(size))
        put("00000000000", at: 136)
        put("        ", at: 148)
        put(isDirectory ? "5" : "0", at: 156)
        put("ustar\u{0}00", at: 257)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(Int64(sum), digits: 6) + "\u{0}", at: 148)
        return block
    }

    /// What fills up content to whole blocks.
    static func padding(after size: Int64) -> [UInt8] {
        [UInt8](repeating: 0, count: Int((Int64(Self.size) - size % Int64(Self.size)) % Int64(Self.size)))
    }

    static let end = [UInt8](repeating: 0, count: 2 * size)

    /// Octal up to 8 GiB; above, GNU's binary form, which every reader of today knows.
    private static func number(_ value: Int64) -> [UInt8] {
        if value < 1 << 33 { return Array(octal(value, digits: 11).utf8) + [0] }
        let bytes = withUnsafeBytes(of: value.bigEndian) { Array($0) }
        return [0x80, 0, 0, 0] + bytes
    }

    private static func octal(_ value: Int64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
