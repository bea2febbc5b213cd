import DockerAPI
import FoundationEssentials
import JSON
import Linux

/// A user's credentials, wherever each registry's are kept: in `config.json` itself or by a helper that it names.
struct CredentialBook {
    private var configuration: ClientConfiguration
    private let environment: Environment

    init(environment: Environment) throws {
        self.environment = environment
        configuration = try ClientConfiguration(environment: environment)
    }

    /// What a request to a registry is to carry: an object without members when there is nothing.
    ///
    /// - Parameter registry: its `host[:port]`, such as `docker.io`.
    func credentials(for registry: String) throws -> AuthConfig {
        let key = RegistryKey(registry)
        if let helper = try helper(for: key), let found = try helper.credentials(for: key) { return found }
        return try storedCredentials(key) ?? AuthConfig()
    }

    /// - Returns: the file that the secret is now in as plain text; `nil` when a helper keeps it.
    mutating func save(_ credentials: AuthConfig, for registry: String) throws -> String? {
        let key = RegistryKey(registry)
        if let helper = try helper(for: key) {
            try helper.store(credentials, for: key)
            // An entry without a secret tells which registries the helper knows.
            configuration.setEntry(.object([:]), for: key)
            try configuration.save()
            return nil
        }
        configuration.setEntry(Self.entry(credentials), for: key)
        try configuration.save()
        return configuration.path
    }

    /// - Returns: whether there was anything to remove.
    mutating func remove(_ registry: String) throws -> Bool {
        let key = RegistryKey(registry)
        let helper = try helper(for: key)
        let wasKept = try helper?.credentials(for: key) != nil
        try helper?.erase(key)
        guard configuration.removeEntry(for: key) else { return wasKept }
        try configuration.save()
        return true
    }

    /// Everything that is known, as a build needs it.
    func all() throws -> [String: AuthConfig] {
        var result: [String: AuthConfig] = [:]
        for key in configuration.registries { result[key.text] = try credentials(for: key.text) }
        return result
    }

    private func helper(for key: RegistryKey) throws -> CredentialHelper? {
        let name = configuration.credentialHelper(for: key) ?? configuration.credentialsStore
        return try name.map { try CredentialHelper(name: $0, environment: environment) }
    }
}

extension CredentialBook {
    /// The file's own form: `auth` is `user:password` in base64.
    private static func entry(_ credentials: AuthConfig) -> JSONValue {
        var entry = JSONValue.object([:])
        if !credentials.identityToken.isEmpty { entry[member: "identitytoken"] = .string(credentials.identityToken) }
        let password = credentials.identityToken.isEmpty ? credentials.password : ""
        if !credentials.username.isEmpty {
            entry[member: "auth"] = .string(Data("\(credentials.username):\(password)".utf8).base64EncodedString())
        }
        return entry
    }

    private func storedCredentials(_ key: RegistryKey) throws -> AuthConfig? {
        guard let entry = configuration.entry(for: key) else { return nil }
        var credentials = AuthConfig()
        credentials.identityToken = entry[member: "identitytoken"]?.string ?? ""
        credentials.registryToken = entry[member: "registrytoken"]?.string ?? ""
        if let auth = entry[member: "auth"]?.string, !auth.isEmpty {
            let (username, password) = try decode(auth, key)
            credentials.username = username
            credentials.password = credentials.identityToken.isEmpty ? password : ""
        }
        guard credentials != AuthConfig() else { return nil }
        credentials.serverAddress = key.text
        return credentials
    }

    private func decode(_ auth: String, _ key: RegistryKey) throws -> (username: String, password: String) {
        guard let data = Data(base64Encoded: auth), let text = String(data: data, encoding: .utf8),
            let colon = text.firstIndex(of: ":")
        else {
            throw CommandLineError(
                .invalidArgument,
                "invalid auth of \(key.displayName) in \(configuration.path ?? "config.json"): "
                    + "it is not user:password in base64",
                hint: "log out and in again")
        }
        // Some programs fill the password up with zero bytes.
        let password = text[text.index(after: colon)...].reversed().drop { $0 == "\0" }.reversed()
        return (String(text[..<colon]), String(password))
    }
}
