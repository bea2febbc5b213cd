import DockerAPI
import FoundationEssentials

/// Docker's `config.json`: read and written member by member, so that what other programs keep in it stays.
struct ClientConfiguration {
    /// `$DOCKER_CONFIG`, else `~/.docker`, then `config.json`; `nil` when there is no home either.
    let path: String?
    private var members: [String: JSONValue]

    /// - Throws: when the file is there and is no JSON object.
    init(environment: [String: String]) throws {
        path = Self.path(environment)
        members = [:]
        guard let path, let data = try Self.read(path), !data.isEmpty else { return }
        guard case .object(let object)? = try? JSONDecoder().decode(JSONValue.self, from: data) else {
            throw CommandLineError(
                .invalidArgument, "\(path) is not a JSON object", hint: "correct it, or move it away and log in again")
        }
        members = object
    }

    private static func path(_ environment: [String: String]) -> String? {
        if let directory = environment["DOCKER_CONFIG"], !directory.isEmpty { return directory + "/config.json" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.docker/config.json"
    }

    private static func read(_ path: String) throws -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandLineError(.system, "cannot read \(path)", cause: error)
        }
    }
}

extension ClientConfiguration {
    /// The program that keeps all credentials: `docker-credential-<name>`.
    var credentialsStore: String? { members["credsStore"]?.string?.nonEmpty }

    /// The program that keeps one registry's credentials, before the one for all.
    func credentialHelper(for key: RegistryKey) -> String? {
        members["credHelpers"]?.object?.first { key.matches($0.key) }?.value.string?.nonEmpty
    }

    /// The registries that have an entry.
    var registries: [RegistryKey] {
        (members["auths"]?.object ?? [:]).keys.sorted().map { RegistryKey($0) }
    }

    /// The entry of a registry: under its own name before another form of it.
    func entry(for key: RegistryKey) -> [String: JSONValue]? {
        let entries = members["auths"]?.object ?? [:]
        return entries[key.text]?.object
            ?? entries.sorted { $0.key < $1.key }.first { key.matches($0.key) }?.value.object
    }

    mutating func setEntry(_ entry: [String: JSONValue], for key: RegistryKey) {
        var entries = members["auths"]?.object ?? [:]
        entries[key.text] = .object(entry)
        members["auths"] = .object(entries)
    }

    /// - Returns: whether there was one, in any form of the registry's name.
    mutating func removeEntry(for key: RegistryKey) -> Bool {
        guard var entries = members["auths"]?.object else { return false }
        let matching = entries.keys.filter { key.matches($0) }
        for name in matching { entries[name] = nil }
        members["auths"] = .object(entries)
        return !matching.isEmpty
    }

    /// Replaces the file in one step, readable by its owner alone.
    func save() throws {
        guard let path else {
            throw CommandLineError(
                .invalidArgument, "there is no place for the credentials: HOME is not set",
                hint: "set HOME or DOCKER_CONFIG")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(JSONValue.object(members))
        try PrivateFile.replace(path, with: Array(data) + [UInt8(ascii: "\n")])
    }
}

extension JSONValue {
    fileprivate var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
