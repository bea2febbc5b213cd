import FoundationEssentials
import NIOHTTP1
import OCI

/// Finds the `Authorization` header for a request, and keeps what registries and token servers told.
actor Authenticator {
    private struct TokenKey: Hashable {
        let realm: TokenRealm
        let scopes: [String]
        let credentials: Credentials?
    }

    /// More tokens are not kept; expired ones go first.
    private static let tokenLimit = 512

    private let tokenServer: TokenServer
    /// The challenge that an endpoint answers with, so that only its first request is made in vain.
    private var challenges: [Endpoint: AuthenticationMethod] = [:]
    private var tokens: [TokenKey: Task<BearerToken, any Error>] = [:]
    private var expirations: [TokenKey: ContinuousClock.Instant] = [:]

    init(tokenServer: TokenServer) {
        self.tokenServer = tokenServer
    }

    /// The header to send; `nil` when nothing is known that would help.
    func authorization(for access: Access, at endpoint: Endpoint) async throws -> String? {
        if let token = access.credentials?.registryToken.nonEmpty { return "Bearer \(token)" }
        switch challenges[endpoint] {
        case nil: return nil
        case .basic: return access.credentials?.basicAuthorization
        case .bearer(let realm):
            return try await "Bearer \(token(for: access, realm: realm, at: endpoint).value)"
        }
    }

    /// Takes up a 401 answer.
    ///
    /// - Parameter rejected: the header that the refused request had.
    /// - Returns: another header to try; `nil` when there is none.
    func authorization(
        answering headers: HTTPHeaders, rejected: String?, for access: Access, at endpoint: Endpoint
    ) async throws -> String? {
        let offered = headers["WWW-Authenticate"].flatMap(Challenge.parse)
        guard let method = try AuthenticationMethod(offered, endpoint: endpoint) else { return nil }
        challenges[endpoint] = method
        if case .bearer(let realm) = method, rejected != nil { forget(key(access, realm)) }
        let header = try await authorization(for: access, at: endpoint)
        return header == rejected ? nil : header
    }

    private func key(_ access: Access, _ realm: TokenRealm) -> TokenKey {
        TokenKey(realm: realm, scopes: access.scopes, credentials: access.credentials)
    }

    private func forget(_ key: TokenKey) {
        tokens[key] = nil
        expirations[key] = nil
    }

    /// One request serves all who need the same token at the same time.
    private func token(for access: Access, realm: TokenRealm, at endpoint: Endpoint) async throws -> BearerToken {
        let key = key(access, realm)
        if let expiration = expirations[key], expiration <= .now { forget(key) }
        if let pending = tokens[key] { return try await pending.value }
        dropExpired()
        let request = Task { [tokenServer] in try await tokenServer.token(for: access, realm: realm, at: endpoint) }
        tokens[key] = request
        do {
            let token = try await request.value
            expirations[key] = token.expiration
            return token
        } catch {
            forget(key)
            throw error
        }
    }

    private func dropExpired() {
        guard tokens.count >= Self.tokenLimit else { return }
        for (key, expiration) in expirations where expiration <= .now { forget(key) }
        if tokens.count >= Self.tokenLimit {
            tokens.removeAll()
            expirations.removeAll()
        }
    }
}

extension Credentials {
    /// `nil` without a name and a password: an identity token is no password.
    var basicAuthorization: String? {
        guard !username.isEmpty || !password.isEmpty else { return nil }
        return "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
    }
}
