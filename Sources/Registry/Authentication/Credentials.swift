import FoundationEssentials

/// What a client proves itself with to one registry: the `AuthConfig` of Docker's API.
package struct Credentials: Hashable, Sendable {
    package var username: String
    package var password: String
    /// A refresh token of the registry's token server, used in place of the password.
    package var identityToken: String
    /// A bearer token for the registry itself, sent as it is.
    package var registryToken: String
    /// The registry that the client means; it is not used to send anything anywhere.
    package var serverAddress: String

    package init(
        username: String = "", password: String = "", identityToken: String = "", registryToken: String = "",
        serverAddress: String = ""
    ) {
        self.username = username
        self.password = password
        self.identityToken = identityToken
        self.registryToken = registryToken
        self.serverAddress = serverAddress
    }

    /// Whether there is nothing in it to prove anything with.
    package var isAnonymous: Bool {
        username.isEmpty && password.isEmpty && identityToken.isEmpty && registryToken.isEmpty
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the secrets, so that no log can hold them.
    package var description: String { "Credentials(username: \"\(username)\")" }
    package var debugDescription: String { description }
    package var customMirror: Swift.Mirror { Swift.Mirror(self, children: ["username": username]) }
}
