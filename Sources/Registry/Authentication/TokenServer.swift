import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import OCI

/// A token for a registry, and when it must no longer be used.
struct BearerToken: Sendable {
    let value: String
    let expiration: ContinuousClock.Instant
    /// An identity token, where one was asked for.
    let refreshToken: String?
}

/// Gets tokens: distribution's `spec/auth/token.md` (GET) and `spec/auth/oauth.md` (POST, for identity tokens).
struct TokenServer: Sendable {
    static let clientID = "wherry"
    private static let answerLimit = 1 << 20

    let transport: Transport

    /// - Parameter offline: also asks for an identity token, as a login does.
    func token(
        for access: Access, realm: TokenRealm, at endpoint: Endpoint, offline: Bool = false
    ) async throws -> BearerToken {
        let request =
            if let identity = access.credentials?.identityToken.nonEmpty {
                exchange(identity, realm: realm, access: access)
            } else {
                query(realm, access: access, offline: offline)
            }
        let asked = ContinuousClock.now
        let target = RequestTarget(url: realm.url, isInsecure: endpoint.isInsecure)
        let response = try await transport.send(request, to: target)
        guard response.status == .ok else { throw try await refusal(response, realm: realm, access: access) }
        let body = try await transport.collect(response, limit: Self.answerLimit, from: target)
        return try parse(body, asked: asked, realm: realm)
    }

    private func query(_ realm: TokenRealm, access: Access, offline: Bool) -> RegistryRequest {
        var items = access.scopes.map { ("scope", $0) }
        if !realm.service.isEmpty { items.insert(("service", realm.service), at: 0) }
        if offline { items += [("offline_token", "true"), ("client_id", Self.clientID)] }
        var request = RegistryRequest(.GET)
        if let credentials = access.credentials, let basic = credentials.basicAuthorization {
            items.append(("account", credentials.username))
            request.headers.add(name: "Authorization", value: basic)
        }
        request.query = items
        return request
    }

    private func exchange(_ identity: String, realm: TokenRealm, access: Access) -> RegistryRequest {
        var fields = [
            ("grant_type", "refresh_token"), ("service", realm.service), ("client_id", Self.clientID),
            ("refresh_token", identity),
        ]
        if !access.scopes.isEmpty { fields.append(("scope", access.scopes.joined(separator: " "))) }
        var request = RegistryRequest(.POST)
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: FormEncoding.encode(fields)))
        return request
    }

    private struct Answer: Decodable {
        var token: String?
        var accessToken: String?
        var refreshToken: String?
        /// Seconds.
        var expiresIn: Double?

        private enum CodingKeys: String, CodingKey {
            case token, accessToken = "access_token", refreshToken = "refresh_token", expiresIn = "expires_in"
        }
    }

    private func parse(_ body: ByteBuffer, asked: ContinuousClock.Instant, realm: TokenRealm) throws -> BearerToken {
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
        guard let value = answer?.token?.nonEmpty ?? answer?.accessToken?.nonEmpty,
            value.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw RegistryError(.malformed, "token server \(realm.authority) answers without a token")
        }
        // The specification's default is a minute. A little is taken off, so that no token ends on its way.
        let lifetime = min(max(answer?.expiresIn ?? 60, 0), 86400)
        let margin = min(10, lifetime / 4)
        return BearerToken(
            value: value, expiration: asked + .seconds(lifetime - margin), refreshToken: answer?.refreshToken?.nonEmpty
        )
    }

    private func refusal(
        _ response: HTTPClientResponse, realm: TokenRealm, access: Access
    ) async throws -> RegistryError {
        let refusal = try await Refusal(response, host: realm.authority, transport: transport)
        return refusal.error(for: .token, access: access)
    }
}

/// `application/x-www-form-urlencoded`, and the query of a URL.
enum FormEncoding {
    static func encode(_ fields: [(String, String)]) -> String {
        fields.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
    }

    /// Leaves RFC 3986's unreserved characters, and escapes all others.
    static func escape(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII,
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~".unicodeScalars.contains(scalar)
            {
                result.unicodeScalars.append(scalar)
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
