import Linux

/// The times that `--since` and `--until` take.
enum PointInTime {
    /// Reads seconds since 1970, RFC 3339 (the end may be left off), or a duration before now.
    ///
    /// - Returns: seconds and nanoseconds since 1970 with a point between, as the API has it.
    static func parse(_ text: String, for flag: String, now: Timestamp = .now()) throws -> String {
        if isUnixTime(text) { return text }
        if let before = DurationText.nanoseconds(text) { return format(now.earlier(byNanoseconds: before)) }
        for ending in ["", "Z", ":00Z", "T00:00:00Z"] {
            if let time = Timestamp(text + ending) { return format(time) }
        }
        throw CommandLineError.invalid(
            "invalid time '\(text)' for \(flag)",
            hint: "expected such as 10m, 2030-01-02T15:04:05Z or seconds since 1970")
    }

    private static func isUnixTime(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    private static func format(_ time: Timestamp) -> String {
        let fraction = String(time.nanoseconds)
        return "\(time.seconds).\(String(repeating: "0", count: 9 - fraction.count))\(fraction)"
    }
}
