import AsyncHTTPClient
import NIOHTTP1
import OCI

/// What a login gave.
package struct Login: Equatable, Sendable {
    /// To be kept in place of the password, where the registry's token server gives one.
    package let identityToken: String?
}

extension RegistryClient {
    /// Tries the credentials at the registry that they are for.
    ///
    /// - Parameter server: a host with or without a port, or a URL as older clients send it; empty means docker.io.
    /// - Throws: `unauthorized` when they are wrong.
    package func logIn(to server: String, credentials: Credentials) async throws -> Login {
        let access = Access(loginTo: Self.domain(of: server), credentials: credentials)
        return try await perform(access) { endpoint, access in try await self.logIn(access, at: endpoint) }
    }

    /// Whether a registry is there, whoever may use it.
    package func ping(_ domain: String) async throws {
        let access = Access(loginTo: domain, credentials: nil)
        try await perform(access) { endpoint, _ in
            let response = try await self.ask(endpoint, authorization: nil)
            guard response.status.code < 400 || response.status == .unauthorized || response.status == .forbidden else {
                throw try await self.refusal(response, endpoint, access)
            }
            try await self.transport.discard(response)
        }
    }

    /// The name that images have for a server: `https://index.docker.io/v1/` is docker.io.
    static func domain(of server: String) -> String {
        var name = Substring(server)
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) { name = name.dropFirst(scheme.count) }
        let host = name.prefix { $0 != "/" }.lowercased()
        let isDocker = ["", "docker.io", "index.docker.io", "registry-1.docker.io"].contains(host)
        return isDocker ? Reference.defaultDomain : host
    }

    private func logIn(_ access: Access, at endpoint: Endpoint) async throws -> Login {
        let greeting = try await ask(endpoint, authorization: nil)
        guard greeting.status == .unauthorized else {
            guard greeting.status.code < 400 else { throw try await refusal(greeting, endpoint, access) }
            try await transport.discard(greeting)
            return Login(identityToken: nil)
        }
        try await transport.discard(greeting)
        let challenges = greeting.headers["WWW-Authenticate"].flatMap(Challenge.parse)
        guard let method = try AuthenticationMethod(challenges, endpoint: endpoint) else {
            throw RegistryError(.unsupported, "registry \(endpoint.authority) asks for neither a token nor a password")
        }
        let (authorization, identityToken) = try await prove(method, access, at: endpoint)
        let answer = try await ask(endpoint, authorization: authorization)
        guard answer.status.code < 400 else { throw try await refusal(answer, endpoint, access) }
        try await transport.discard(answer)
        return Login(identityToken: identityToken)
    }

    private func prove(
        _ method: AuthenticationMethod, _ access: Access, at endpoint: Endpoint
    ) async throws -> (authorization: String?, identityToken: String?) {
        switch method {
        case .basic: return (access.credentials?.basicAuthorization, nil)
        case .bearer(let realm):
            let server = TokenServer(transport: transport)
            let token = try await server.token(for: access, realm: realm, at: endpoint, offline: true)
            return ("Bearer \(token.value)", token.refreshToken)
        }
    }

    private func ask(_ endpoint: Endpoint, authorization: String?) async throws -> HTTPClientResponse {
        var request = RegistryRequest(.GET)
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        return try await transport.send(request, to: RequestTarget("", at: endpoint))
    }

    private func refusal(
        _ response: HTTPClientResponse, _ endpoint: Endpoint, _ access: Access
    ) async throws -> RegistryError {
        try await Refusal(response, host: endpoint.authority, transport: transport).error(for: .login, access: access)
    }
}
