import FoundationEssentials
import JSON
import Linux

/// Docker's `config.json`: read and written member by member, so that what other programs keep in it stays.
struct ClientConfiguration {
    /// `$DOCKER_CONFIG`, else `~/.docker`, then `config.json`; `nil` when there is no home either.
    let path: String?
    /// An object.
    private var document: JSONValue

    /// - Throws: when the file is there and is no JSON object.
    init(environment: Environment) throws {
        path = Self.path(environment)
        document = .object([:])
        guard let path, let data = try Self.read(path), !data.isEmpty else { return }
        guard let document = try? JSONValue(json: Array(data)), case .object = document else {
            throw CommandLineError(
                .invalidArgument, "\(path) is not a JSON object", hint: "correct it, or move it away and log in again")
        }
        self.document = document
    }

    private static func path(_ environment: Environment) -> String? {
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
    var credentialsStore: String? { document[member: "credsStore"]?.string?.nonEmpty }

    /// The program that keeps one registry's credentials, before the one for all.
    func credentialHelper(for key: RegistryKey) -> String? {
        document[member: "credHelpers"]?.members?.first { key.matches($0.name) }?.value.string?.nonEmpty
    }

    /// The registries that have an entry.
    var registries: [RegistryKey] {
        entries.map(\.name).sorted().map { RegistryKey($0) }
    }

    /// The entry of a registry: under its own name before another form of it.
    func entry(for key: RegistryKey) -> JSONValue? {
        let objects = entries.filter { $0.value.members != nil }.sorted { $0.name < $1.name }
        return (objects.last { $0.name == key.text } ?? objects.first { key.matches($0.name) })?.value
    }

    mutating func setEntry(_ entry: JSONValue, for key: RegistryKey) {
        var entries = JSONValue.object(entries)
        entries[member: key.text] = entry
        document[member: "auths"] = entries
    }

    /// - Returns: whether there was one, in any form of the registry's name.
    mutating func removeEntry(for key: RegistryKey) -> Bool {
        let others = entries.filter { !key.matches($0.name) }
        guard others.count < entries.count else { return false }
        document[member: "auths"] = .object(others)
        return true
    }

    private var entries: [JSONValue.Member] { document[member: "auths"]?.members ?? [] }

    /// Replaces the file in one step, readable by its owner alone.
    func save() throws {
        guard let path else {
            throw CommandLineError(
                .invalidArgument, "there is no place for the credentials: HOME is not set",
                hint: "set HOME or DOCKER_CONFIG")
        }
        try PrivateFile.replace(path, with: document.json(indentation: "  ") + [UInt8(ascii: "\n")])
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
