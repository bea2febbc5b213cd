/// A length of time as Go writes it.
struct Interval: TextValue {
    private let milliseconds: Int
    var duration: Duration { .milliseconds(milliseconds) }

    init(milliseconds: Int) { self.milliseconds = milliseconds }

    private static let units: [String: Double] = [
        "ns": 1e-6, "us": 1e-3, "µs": 1e-3, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000,
    ]

    init?(text: String) {
        let isNegative = text.hasPrefix("-")
        var rest = text.hasPrefix("+") || isNegative ? text.dropFirst() : text[...]
        if rest == "0" {
            milliseconds = 0
            return
        }
        guard !rest.isEmpty else { return nil }
        var sum = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(number.count).prefix { !$0.isNumber && $0 != "." }
            guard let value = Double(number), let factor = Self.units[String(unit)] else { return nil }
            sum += value * factor
            rest = rest.dropFirst(number.count + unit.count)
        }
        guard sum < 1e9 else { return nil }
        // What is less than a millisecond is one.
        milliseconds = Int((isNegative ? -sum : sum).rounded(.awayFromZero))
    }
}
