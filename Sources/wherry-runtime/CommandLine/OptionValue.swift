/// What an option can be given, from the text that follows it.
protocol OptionValue {
    /// - Returns: whether the text is one of such a value.
    mutating func take(_ text: String) -> Bool
}

/// A value that has one text.
protocol TextValue: OptionValue {
    init?(text: String)
}

extension TextValue {
    mutating func take(_ text: String) -> Bool {
        guard let value = Self(text: text) else { return false }
        self = value
        return true
    }
}

extension Optional: OptionValue where Wrapped: TextValue {
    mutating func take(_ text: String) -> Bool {
        self = Wrapped(text: text)
        return self != nil
    }
}

extension Array: OptionValue where Element: TextValue {
    mutating func take(_ text: String) -> Bool {
        guard let element = Element(text: text) else { return false }
        append(element)
        return true
    }
}

extension String: TextValue {
    init?(text: String) { self = text }
}

extension TextValue where Self: FixedWidthInteger {
    init?(text: String) { self.init(text) }
}

extension Int: TextValue {}
extension Int64: TextValue {}
extension UInt16: TextValue {}
extension UInt32: TextValue {}
extension UInt64: TextValue {}

/// An enumeration whose cases have names.
extension TextValue where Self: RawRepresentable, RawValue == String {
    init?(text: String) { self.init(rawValue: text) }
}

extension Bool: TextValue {
    /// As Go's `strconv.ParseBool` has them.
    init?(text: String) {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": self = true
        case "0", "f", "F", "false", "FALSE", "False": self = false
        default: return nil
        }
    }
}
