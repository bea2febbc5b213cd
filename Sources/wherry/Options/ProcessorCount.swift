/// The value of `--cpus`.
enum ProcessorCount {
    /// Reads a decimal such as `1.5`, exactly.
    ///
    /// - Returns: billionths of a processor.
    static func parse(_ text: String) throws -> Int {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = (parts.first ?? "") + fraction
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), fraction.count <= 9,
            let number = Int(digits + String(repeating: "0", count: 9 - fraction.count)), number > 0
        else {
            throw CommandLineError.invalid(
                "invalid number of processors '\(text)' for --cpus", hint: "expected such as 1.5")
        }
        return number
    }
}
