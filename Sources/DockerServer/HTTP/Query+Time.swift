import Linux

extension Query {
    /// A moment: seconds since 1970 with up to nine decimals, or RFC 3339.
    ///
    /// - Returns: nanoseconds since 1970; `nil` where it is absent or empty.
    func time(_ name: String) throws(ServerError) -> Int64? {
        guard let text = self[name], !text.isEmpty else { return nil }
        guard let time = Timestamp(text) ?? Timestamp(secondsSince1970: text) else {
            throw ServerError(
                .badRequest, "invalid \(name) '\(text)': expected seconds since 1970, such as 1700000000.5, or RFC 3339"
            )
        }
        return time.nanosecondsSince1970
    }
}

extension Timestamp {
    /// - Parameter text: with up to nine decimals; more are dropped.
    init?(secondsSince1970 text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1].prefix(9) : ""
        guard parts.count <= 2, let seconds = Int64(parts[0]), seconds.magnitude < Int64.max / 2_000_000_000,
            fraction.isEmpty || fraction.allSatisfy(\.isNumber),
            let nanoseconds = Int32(fraction + String(repeating: "0", count: 9 - fraction.count))
        else { return nil }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }
}
