import DockerAPI
import FoundationEssentials
import JSON
import Registry

extension AuthConfig {
    /// - Parameter text: base64url, with or without padding, of a JSON object.
    init(header text: String) throws(ServerError) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding),
            let account = try? AuthConfig(json: Array(data))
        else { throw ServerError(.badRequest, "invalid X-Registry-Auth header: expected JSON in base64url") }
        self = account
    }
}

extension Credentials {
    init(_ account: AuthConfig) {
        self.init(
            username: account.username, password: account.password, identityToken: account.identityToken,
            registryToken: account.registryToken, serverAddress: account.serverAddress)
        guard let pair = Data(base64Encoded: account.auth), !account.auth.isEmpty else { return }
        let parts = String(decoding: pair, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return }
        username = String(parts[0])
        password = String(parts[1])
    }
}
