import FoundationEssentials

/// How an endpoint wants to be convinced.
enum AuthenticationMethod: Sendable {
    case basic
    case bearer(TokenRealm)

    /// The best of what was offered: a token before a password. `nil` when nothing known here was.
    ///
    /// - Throws: `malformed` for a realm that credentials must not be sent to.
    init?(_ challenges: [Challenge], endpoint: Endpoint) throws(RegistryError) {
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
            self = .bearer(try TokenRealm(bearer, endpoint: endpoint))
        } else if challenges.contains(where: { $0.scheme == "basic" }) {
            self = .basic
        } else {
            return nil
        }
    }
}

/// The token server that a registry names: distribution's `spec/auth/token.md`.
struct TokenRealm: Hashable, Sendable {
    let url: URL
    let service: String

    init(_ challenge: Challenge, endpoint: Endpoint) throws(RegistryError) {
        let realm = challenge.parameters["realm"] ?? ""
        guard let url = URL(string: realm), let scheme = url.scheme?.lowercased(), let host = url.host(), !host.isEmpty,
            url.user() == nil, url.fragment() == nil
        else {
            throw RegistryError(
                .malformed, "registry \(endpoint.authority) names no usable token server: realm \"\(realm)\"")
        }
        // A registry behind TLS must not be able to have a password sent in the clear, nor to aim the engine at
        // services inside its network that speak plain HTTP.
        guard scheme == "https" || scheme == "http" && (endpoint.isInsecure || endpoint.scheme == .http) else {
            throw RegistryError(
                .malformed,
                "registry \(endpoint.authority) names a token server without TLS, \(realm): "
                    + "credentials are not sent there")
        }
        self.url = url
        self.service = challenge.parameters["service"] ?? ""
    }

    /// `host[:port]`: what messages call it.
    var authority: String { RequestTarget(url: url, isInsecure: false).authority }
}
