import Linux

extension DurationText {
    /// - Returns: nanoseconds.
    static func parse(_ text: String, for flag: String) throws -> Int {
        guard let nanoseconds = nanoseconds(text) else {
            throw CommandLineError.invalid(
                "invalid duration '\(text)' for \(flag)", hint: "expected such as 30s or 1m30s")
        }
        return Int(nanoseconds)
    }
}
