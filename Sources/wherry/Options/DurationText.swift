/// Durations as Go writes them: `1h30m`, `1.5s`, `300ms`.
enum DurationText {
    /// Nanoseconds by unit; the longer names first, as `m` begins `ms`.
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// - Returns: nanoseconds, or `nil` where it is no duration.
    static func nanoseconds(_ text: String) -> Int? {
        var rest = text[...]
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...]
            guard let value = Double(number), let unit = units.first(where: { rest.hasPrefix($0.name) }) else {
                return nil
            }
            rest = rest.dropFirst(unit.name.count)
            total += value * unit.nanoseconds
        }
        return total < Double(Int.max) ? Int(total) : nil
    }

    static func parse(_ text: String, for flag: String) throws -> Int {
        guard let nanoseconds = nanoseconds(text) else {
            throw CommandLineError.invalid(
                "invalid duration '\(text)' for \(flag)", hint: "expected such as 30s or 1m30s")
        }
        return nanoseconds
    }
}
