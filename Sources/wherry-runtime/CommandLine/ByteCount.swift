/// A number of bytes as runc's clients write it: `67108864`, `64m`, `0.5GiB`; -1 is no limit.
struct ByteCount: TextValue {
    let bytes: Int64

    private static let units: [Character: Double] = [
        "k": 0x1p10, "m": 0x1p20, "g": 0x1p30, "t": 0x1p40, "p": 0x1p50,
    ]

    init?(text: String) {
        if let bytes = Int64(text) {
            self.bytes = bytes
            return
        }
        let number = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        var unit = text.dropFirst(number.count).lowercased()[...]
        if unit.last == "b" { unit.removeLast() }
        if unit.last == "i" { unit.removeLast() }
        let factor = unit.isEmpty ? 1 : unit.count == 1 ? unit.first.flatMap { Self.units[$0] } : nil
        guard let value = Double(number), let factor, let bytes = Int64(exactly: (value * factor).rounded(.down))
        else { return nil }
        self.bytes = bytes
    }
}
