import FoundationEssentials

/// A pull-through cache of docker.io.
package struct Mirror: Hashable, Sendable {
    let endpoint: Endpoint

    /// - Parameter url: `https://host[:port][/prefix]`, or `http://` where the mirror speaks no TLS.
    /// - Throws: `invalidConfiguration`, naming the part that is wrong.
    package init(_ url: String) throws(RegistryError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else {
            throw Self.invalid(url, "it must be a URL such as https://mirror.example.com")
        }
        guard let scheme = Endpoint.Scheme(rawValue: parts.scheme?.lowercased() ?? "") else {
            throw Self.invalid(url, "its scheme must be http or https")
        }
        guard parts.user == nil, parts.password == nil else {
            throw Self.invalid(url, "a user's name and password cannot be part of it")
        }
        guard parts.query == nil, parts.fragment == nil else {
            throw Self.invalid(url, "a query or a fragment cannot be part of it")
        }
        let path = parts.percentEncodedPath
        let prefix = String(path.reversed().drop { $0 == "/" }.reversed())
        let authority = parts.port.map { "\(host):\($0)" } ?? host
        endpoint = Endpoint(scheme: scheme, authority: authority, prefix: prefix, isMirror: true)
    }

    private static func invalid(_ url: String, _ reason: String) -> RegistryError {
        RegistryError(.invalidConfiguration, "invalid registry mirror \"\(url)\": \(reason)")
    }
}
