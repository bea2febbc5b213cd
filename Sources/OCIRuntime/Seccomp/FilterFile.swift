import Linux

/// A filter on disk: eight bytes of mark, three numbers of 32 bits (flags, length of the profile's text, length of the
/// program), the text, the program. It is for this machine only, in its byte order.
struct FilterFile {
    let bytes: [UInt8]
    private static let mark = Array("WHRYBPF1".utf8)
    private static let headerSize = 20

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ filter: SeccompFilter, _ key: SeccompProfileKey) {
        var bytes = Self.mark
        for number in [filter.flags.rawValue, UInt32(key.text.count), UInt32(filter.program.count)] {
            withUnsafeBytes(of: number) { bytes += $0 }
        }
        self.bytes = bytes + key.text + filter.program
    }

    /// `nil` for a damaged file.
    var filter: SeccompFilter? {
        guard let (flags, textLength) = header else { return nil }
        let program = bytes[(Self.headerSize + textLength)...]
        return SeccompFilter(program: Array(program), flags: .init(rawValue: flags))
    }

    /// `nil` for a damaged file, and one of another profile.
    func program(for key: SeccompProfileKey) -> [UInt8]? {
        guard let (_, textLength) = header else { return nil }
        let text = bytes[Self.headerSize..<(Self.headerSize + textLength)]
        return text.elementsEqual(key.text) ? Array(bytes[(Self.headerSize + textLength)...]) : nil
    }

    private var header: (flags: UInt32, textLength: Int)? {
        guard bytes.count >= Self.headerSize, bytes.starts(with: Self.mark) else { return nil }
        let numbers = bytes.withUnsafeBytes { raw in
            [8, 12, 16].map { raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self) }
        }
        let programLength = Int(numbers[2])
        guard bytes.count == Self.headerSize + Int(numbers[1]) + programLength, programLength % 8 == 0,
            1...4096 ~= programLength / 8
        else { return nil }
        return (numbers[0], Int(numbers[1]))
    }
}
