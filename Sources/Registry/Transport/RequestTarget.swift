import FoundationEssentials

/// Where one request goes, and whether that place needs no trust.
struct RequestTarget: Sendable {
    let url: URL
    let isInsecure: Bool

    init(url: URL, isInsecure: Bool) {
        self.url = url
        self.isInsecure = isInsecure
    }

    /// - Parameter path: below `/v2/`, percent-encoded.
    init(_ path: String, at endpoint: Endpoint) throws(RegistryError) {
        guard let url = URL(string: endpoint.url(path)) else {
            throw RegistryError(.malformed, "registry \(endpoint.authority): no URL can be made of \(path)")
        }
        self.init(url: url, isInsecure: endpoint.isInsecure)
    }

    /// `host[:port]`, without the scheme's own port.
    var authority: String {
        let host = url.host() ?? ""
        let literal = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let port = url.port, port != (isEncrypted ? 443 : 80) else { return literal.lowercased() }
        return "\(literal):\(port)".lowercased()
    }

    var isEncrypted: Bool { url.scheme?.lowercased() == "https" }

    /// The same scheme, host and port: whoever got the credentials before gets them again.
    func isSameOrigin(as other: RequestTarget) -> Bool {
        isEncrypted == other.isEncrypted && authority == other.authority
    }

    /// Follows a `Location`, absolute or relative; `nil` when it is no usable URL.
    func following(_ location: String) -> URL? {
        guard let url = URL(string: location, relativeTo: url)?.absoluteURL else { return nil }
        guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http" else { return nil }
        guard let host = url.host(), !host.isEmpty, url.user() == nil else { return nil }
        return url
    }

    /// The URL with more in its query; what is there is kept as it is.
    func adding(_ query: [(String, String)]) -> String {
        var text = url.absoluteString
        if let fragment = text.firstIndex(of: "#") { text = String(text[..<fragment]) }
        guard !query.isEmpty else { return text }
        let separator = text.hasSuffix("?") || text.hasSuffix("&") ? "" : text.contains("?") ? "&" : "?"
        return text + separator + FormEncoding.encode(query)
    }
}
