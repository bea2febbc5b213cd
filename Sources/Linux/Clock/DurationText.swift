/// Durations as Go's `time.ParseDuration` reads them, for what is not negative: `1h30m`, `1.5s`, `300ms`.
package enum DurationText {
    /// Nanoseconds by unit; the longer names first, as `m` begins `ms`.
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// - Returns: nanoseconds, or `nil` where it is no duration or longer than 292 years.
    package static func nanoseconds(_ text: some StringProtocol) -> Int64? {
        var rest = Substring(text)
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
        return total < Double(Int64.max) ? Int64(total) : nil
    }
}
