/// The parameters after a path's `?`.
package struct Query: Sendable {
    private var values: [String: [String]] = [:]

    /// - Parameter encoded: `name=value` pairs joined by `&`, percent-encoded, with `+` for a space.
    package init(_ encoded: Substring) throws(ServerError) {
        for pair in encoded.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1] : ""
            guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(value, plusIsSpace: true)
            else { throw ServerError(.badRequest, "invalid query parameter '\(pair)': not percent-encoded UTF-8") }
            values[name, default: []].append(value)
        }
    }

    package subscript(name: String) -> String? { values[name]?.first }

    package var names: Dictionary<String, [String]>.Keys { values.keys }

    package func all(_ name: String) -> [String] { values[name] ?? [] }

    /// As Docker reads booleans: anything but empty, `0`, `no`, `false` and `none` is true.
    package func flag(_ name: String, default standard: Bool = false) -> Bool {
        guard let value = self[name] else { return standard }
        return !["", "0", "no", "false", "none"].contains(value.lowercased())
    }

    /// - Returns: `nil` where it is absent or empty.
    package func integer(_ name: String) throws(ServerError) -> Int? {
        guard let value = self[name], !value.isEmpty else { return nil }
        guard let number = Int(value) else {
            throw ServerError(.badRequest, "invalid \(name) '\(value)': expected a whole number")
        }
        return number
    }

    /// Refuses parameters that the call does not serve, unless they say nothing.
    package func validate(served: Set<String>) throws(ServerError) {
        for name in values.keys.sorted() where !served.contains(name) && flag(name) {
            throw ServerError(.notImplemented, "the query parameter '\(name)' is not supported")
        }
    }
}
