import FoundationEssentials

/// The value of `X-Registry-Auth`: JSON in base64url.
extension Credentials {
    /// Longer headers are refused unread.
    private static let encodedLimit = 64 << 10

    private struct AuthConfig: Codable {
        var username: String?
        var password: String?
        /// `user:password` in base64, from the time before the two members above.
        var auth: String?
        var serveraddress: String?
        var identitytoken: String?
        var registrytoken: String?
    }

    /// - Parameter header: base64url, padded or not; plain base64 too, as older clients send it. Empty, and an object
    ///   without members (`e30=`), are no credentials.
    /// - Throws: `malformed`.
    package init(registryAuth header: String) throws(RegistryError) {
        guard header.utf8.count <= Self.encodedLimit, let json = Self.decodeBase64URL(header) else {
            throw Self.malformed("it must be JSON in base64url")
        }
        self.init()
        guard !json.isEmpty else { return }
        guard let config = try? JSONDecoder().decode(AuthConfig.self, from: json) else {
            throw Self.malformed("it must be a JSON object of strings")
        }
        username = config.username ?? ""
        password = config.password ?? ""
        identityToken = config.identitytoken ?? ""
        registryToken = config.registrytoken ?? ""
        serverAddress = config.serveraddress ?? ""
        // It becomes part of a header as it is.
        guard registryToken.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Self.malformed("its member registrytoken must be printable ASCII")
        }
        if username.isEmpty, let auth = config.auth, !auth.isEmpty { try read(auth: auth) }
    }

    private mutating func read(auth: String) throws(RegistryError) {
        guard let decoded = Self.decodeBase64URL(auth), let text = String(data: decoded, encoding: .utf8),
            let colon = text.firstIndex(of: ":")
        else {
            throw Self.malformed("its member auth must be user:password in base64")
        }
        username = String(text[..<colon])
        password = String(text[text.index(after: colon)...])
    }

    private static func malformed(_ reason: String) -> RegistryError {
        RegistryError(.malformed, "invalid X-Registry-Auth header: \(reason)")
    }

    private static func decodeBase64URL(_ text: String) -> Data? {
        var base64 = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }.filter { $0 != "=" })
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        return Data(base64Encoded: base64)
    }

    /// The header's value.
    package var registryAuth: String {
        let config = AuthConfig(
            username: username.nonEmpty, password: password.nonEmpty, serveraddress: serverAddress.nonEmpty,
            identitytoken: identityToken.nonEmpty, registrytoken: registryToken.nonEmpty)
        let json = (try? JSONEncoder().encode(config)) ?? Data("{}".utf8)
        return String(json.base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
