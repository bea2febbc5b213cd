import DockerAPI
import FoundationEssentials
import JSON

/// The credentials that go with a request of a registry's contents.
struct RegistryCredentials {
    private let session: Session

    init(_ session: Session) {
        self.session = session
    }

    /// `X-Registry-Auth`, which says with an empty object that there are none.
    func header(for name: ImageName) -> [(name: String, value: String)] {
        [("X-Registry-Auth", Self.encode(credentials(for: name.registry)))]
    }

    /// Most images need no credentials: where they cannot be read, that is told, and the registry decides.
    private func credentials(for registry: String) -> AuthConfig {
        do {
            return try CredentialBook(environment: session.environment).credentials(for: registry)
        } catch {
            session.warn("going on without credentials for \(registry): \(error)")
            return AuthConfig()
        }
    }

    static func encode(_ credentials: AuthConfig) -> String {
        let text = Data(credentials.json()).base64EncodedString()
        return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
}
