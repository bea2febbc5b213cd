import OCI

/// Where a registry's API is: `scheme://authority[prefix]/v2/`.
struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    enum Scheme: String, Sendable {
        case https, http
    }

    let scheme: Scheme
    /// `host[:port]`.
    let authority: String
    /// A mirror's path, such as `/proxy`; empty otherwise.
    var prefix = ""
    var isMirror = false
    /// Whether a certificate that does not verify is good enough.
    var isInsecure = false

    var description: String { "\(scheme.rawValue)://\(authority)\(prefix)" }

    /// - Parameter path: below `/v2/`, percent-encoded.
    func url(_ path: String) -> String {
        "\(self)/v2/\(path)"
    }
}

extension Reference {
    /// docker.io is a name that people write; its registry is elsewhere.
    static func authority(of domain: String) -> String {
        domain == Reference.defaultDomain ? "registry-1.docker.io" : domain
    }
}
