import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Who is let into a registry of the tests.
package enum RegistryAuthentication: Sendable {
    case none
    case basic(username: String, password: String)
    /// A token server on the same port, at `/token`. Pulls need no name when `anonymousPull` is set. Tokens end after
    /// `lifetime` seconds by what the server says, and after `uses` requests in fact.
    case token(username: String, password: String, anonymousPull: Bool = false, lifetime: Int = 300, uses: Int = .max)
}

struct IssuedToken: Sendable {
    /// `repository:name:action`.
    let scopes: Set<String>
    var remainingUses: Int
}

extension RegistryAuthentication {
    /// The identity token that a login is given.
    package static let identityToken = "the-identity-token"

    /// `nil` when the request may pass.
    func refusal(of request: RecordedRequest, _ state: inout RegistryState) -> RegistryResponse? {
        switch self {
        case .none: return nil
        case .basic(let username, let password):
            if request.header("Authorization") == Self.basic(username, password) { return nil }
            return Self.unauthorized(#"Basic realm="a \"test\", realm""#)
        case .token(_, _, _, let lifetime, let uses):
            if request.path == "/token" { return issue(request, lifetime, uses, &state) }
            if state.accepts(request) { return nil }
            let scope = RegistryState.scope(of: request).map { #",scope="\#($0)""# } ?? ""
            return Self.unauthorized(#"Bearer realm="\#(state.url)/token",service="test registry"\#(scope)"#)
        }
    }

    private static func basic(_ username: String, _ password: String) -> String {
        "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
    }

    private static func unauthorized(_ challenge: String) -> RegistryResponse {
        var response = RegistryResponse.error(.unauthorized, "UNAUTHORIZED", "authentication required")
        response.headers.add(name: "WWW-Authenticate", value: challenge)
        return response
    }

    private func issue(
        _ request: RecordedRequest, _ lifetime: Int, _ uses: Int, _ state: inout RegistryState
    ) -> RegistryResponse {
        let form = QueryString.parse(Substring(String(buffer: request.body)))
        let fields = request.method == "POST" ? form : request.query
        guard fields["service"] == ["test registry"] else {
            return .error(.badRequest, "UNKNOWN", "no such service")
        }
        guard let isNamed = identifies(request, fields) else {
            return .error(.unauthorized, "UNAUTHORIZED", "incorrect username or password")
        }
        let wanted = (fields["scope"] ?? []).flatMap { $0.split(separator: " ").map(String.init) }
        let value = "token-\(state.tokens.count)"
        state.tokens[value] = IssuedToken(scopes: granted(wanted, isNamed: isNamed), remainingUses: uses)
        let refresh = fields["offline_token"] == ["true"] ? #","refresh_token":"\#(Self.identityToken)""# : ""
        let json = #"{"token":"\#(value)","expires_in":\#(lifetime)\#(refresh)}"#
        return RegistryResponse(status: .ok, body: ByteBuffer(string: json))
    }

    /// Whether the request names a user; `nil` when it names one wrongly.
    private func identifies(_ request: RecordedRequest, _ fields: [String: [String]]) -> Bool? {
        guard case .token(let username, let password, _, _, _) = self else { return nil }
        if request.method == "POST" {
            let isGrant = fields["grant_type"] == ["refresh_token"] && fields["refresh_token"] == [Self.identityToken]
            return isGrant ? true : nil
        }
        guard let header = request.header("Authorization") else { return false }
        return header == Self.basic(username, password) ? true : nil
    }

    private func granted(_ wanted: [String], isNamed: Bool) -> Set<String> {
        guard case .token(_, _, let anonymousPull, _, _) = self else { return [] }
        var result: Set<String> = []
        for scope in wanted {
            let parts = scope.split(separator: ":").map(String.init)
            guard parts.count == 3 else { continue }
            for action in parts[2].split(separator: ",") where isNamed || anonymousPull && action == "pull" {
                result.insert("\(parts[0]):\(parts[1]):\(action)")
            }
        }
        return isNamed ? result.union(["registry"]) : result
    }
}

extension RegistryState {
    fileprivate mutating func accepts(_ request: RecordedRequest) -> Bool {
        guard let header = request.header("Authorization"), header.hasPrefix("Bearer ") else { return false }
        let value = String(header.dropFirst("Bearer ".count))
        guard let token = tokens[value], token.remainingUses > 0 else { return false }
        tokens[value]?.remainingUses -= 1
        return token.scopes.contains(Self.scope(of: request) ?? "registry")
    }

    /// What a request needs; `nil` for the registry itself.
    fileprivate static func scope(of request: RecordedRequest) -> String? {
        let parts = request.path.split(separator: "/").map(String.init)
        guard let end = parts.lastIndex(where: { $0 == "manifests" || $0 == "blobs" }), end > 1 else { return nil }
        let isRead = request.method == "GET" || request.method == "HEAD"
        return "repository:\(parts[1..<end].joined(separator: "/")):\(isRead ? "pull" : "push")"
    }
}
