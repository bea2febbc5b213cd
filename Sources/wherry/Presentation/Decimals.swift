/// Numbers as text, without a locale.
enum Decimals {
    /// Rounds to a number of digits behind the point.
    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value < 0 ? "-∞" : "∞" }
        let factor = (0..<places).reduce(1.0) { factor, _ in factor * 10 }
        let scaled = Int((abs(value) * factor).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let whole = scaled / Int(factor)
        guard places > 0 else { return "\(sign)\(whole)" }
        let fraction = String(scaled % Int(factor))
        return "\(sign)\(whole).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }

    /// Rounds to a number of significant digits, as C's `%.4g` does for values from 1 to 9999: no zeros at the end.
    static func significant(_ value: Double, _ digits: Int) -> String {
        var before = 1
        var rest = abs(value)
        while rest >= 10 {
            rest /= 10
            before += 1
        }
        var text = fixed(value, max(digits - before, 0))
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
