/// Amounts of memory and disk, as Docker reads and shows them.
enum ByteSize {
    private static let powers: [Character: Int] = ["k": 1, "m": 2, "g": 3, "t": 4, "p": 5]

    /// Reads `512`, `64k`, `1.5g`, `20 MiB`: powers of 1024, in either case.
    ///
    /// - Returns: bytes.
    static func parse(_ text: String, for flag: String) throws -> Int {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var unit = text[number.endIndex...].drop { $0 == " " }.lowercased()[...]
        var factor = 1.0
        if let first = unit.first, let power = powers[first] {
            factor = (0..<power).reduce(1.0) { factor, _ in factor * 1024 }
            unit = unit.dropFirst()
            if unit.hasPrefix("i") { unit = unit.dropFirst() }
        }
        guard let value = Double(number), unit.isEmpty || unit == "b", value * factor < Double(Int.max) else {
            throw CommandLineError.invalid("invalid size '\(text)' for \(flag)", hint: "expected such as 512m or 2g")
        }
        return Int(value * factor)
    }

    /// In powers of 1000: `1.23MB`.
    ///
    /// - Parameter digits: significant ones.
    static func decimal(_ bytes: Int, digits: Int = 3) -> String {
        scaled(Double(bytes), by: 1000, units: ["B", "kB", "MB", "GB", "TB", "PB"], digits: digits)
    }

    /// In powers of 1024, with four significant digits: `15.5MiB`.
    static func binary(_ bytes: Int) -> String {
        scaled(Double(bytes), by: 1024, units: ["B", "KiB", "MiB", "GiB", "TiB", "PiB"], digits: 4)
    }

    private static func scaled(_ value: Double, by base: Double, units: [String], digits: Int) -> String {
        var value = value
        var unit = 0
        while value >= base, unit < units.count - 1 {
            value /= base
            unit += 1
        }
        return Decimals.significant(value, digits) + units[unit]
    }
}
