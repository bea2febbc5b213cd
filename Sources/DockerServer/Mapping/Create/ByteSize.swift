/// A number of bytes as people write it: `10m`, `1.5GiB`, `4096`; the units are powers of 1024.
package enum ByteSize {
    private static let units: [Character: Int64] = [
        "b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50,
    ]

    /// - Returns: `nil` where it is none, negative or too large.
    package static func parse(_ text: String) -> Int64? {
        let lower = text.lowercased()
        let number = lower.prefix { $0.isNumber || $0 == "." }
        let unit = lower.dropFirst(number.count).drop { $0 == " " }
        guard let value = Double(number), let factor = factor(unit) else { return nil }
        let bytes = value * Double(factor)
        return bytes < Double(Int64.max) ? Int64(bytes) : nil
    }

    private static func factor(_ unit: Substring) -> Int64? {
        guard let first = unit.first else { return 1 }
        guard let factor = units[first], ["", "b", "ib"].contains(unit.dropFirst()) else { return nil }
        return first == "b" && unit.count > 1 ? nil : factor
    }
}
