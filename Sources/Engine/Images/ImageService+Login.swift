package import Registry

extension ImageService {
    /// Tries credentials at a registry; nothing of them is kept.
    ///
    /// - Parameter server: a host with or without a port, or a URL; empty means docker.io.
    /// - Returns: a token to be kept in place of the password, where the registry gives one.
    package func logIn(to server: String, _ credentials: Credentials) async throws(EngineError) -> String? {
        do {
            return try await registry.logIn(to: server, credentials: credentials).identityToken
        } catch {
            throw EngineError.image(error, while: "log in to \(server)")
        }
    }
}
