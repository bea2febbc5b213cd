import NIOSSL

/// Why TLS failed, in words: BoringSSL's own text has numbers, and names of files on the machine that built it.
enum TLSReason {
    private static let marker = "OPENSSL_internal:"
    private static let prefix = "Error:"

    static func words(_ error: BoringSSLError) -> String {
        guard case .sslError(let stack) = error, !stack.isEmpty else { return "\(error)" }
        return stack.map { words(entry: $0.description) }.joined(separator: ", ")
    }

    /// - Parameter entry: such as `Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:BAD_SIGNATURE at …`.
    static func words(entry: String) -> String {
        guard let range = entry.firstRange(of: marker) else {
            let text = entry.hasPrefix(prefix) ? entry.dropFirst(prefix.count) : entry[...]
            return String(text.drop { $0 == " " })
        }
        let name = entry[range.upperBound...].prefix { $0 != " " }
        return name.lowercased().replacing("_", with: " ")
    }
}
