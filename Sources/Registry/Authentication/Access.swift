import OCI

/// Who asks for what: fixes the endpoints, the token's scopes and the words of a refusal.
struct Access: Hashable, Sendable {
    enum Action: Sendable {
        case pull, push
    }

    /// The registry's name as people write it, such as `docker.io`.
    let domain: String
    /// `nil` when only the registry itself is asked, as by a login.
    let reference: Reference?
    let action: Action
    /// Another repository of the registry to take blobs from.
    var mountSource: String?
    var credentials: Credentials?

    init(_ action: Action, _ reference: Reference, mountSource: String? = nil, credentials: Credentials?) {
        self.domain = reference.domain
        self.reference = reference
        self.action = action
        self.mountSource = mountSource
        self.credentials = credentials.flatMap { $0.isAnonymous ? nil : $0 }
    }

    init(loginTo domain: String, credentials: Credentials?) {
        self.domain = domain
        self.reference = nil
        self.action = .pull
        self.credentials = credentials.flatMap { $0.isAnonymous ? nil : $0 }
    }

    /// What a token is asked for: distribution's `spec/auth/scope.md`.
    var scopes: [String] {
        guard let reference else { return [] }
        let own = "repository:\(reference.path):\(action == .push ? "pull,push" : "pull")"
        return [own] + (mountSource.map { ["repository:\($0):pull"] } ?? [])
    }

    /// A mirror is another party: it gets no credentials that were given for docker.io.
    func addressed(to endpoint: Endpoint) -> Access {
        var access = self
        if endpoint.isMirror { access.credentials = nil }
        return access
    }
}
