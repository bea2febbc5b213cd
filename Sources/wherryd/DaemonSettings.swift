import JSON

/// The settings that were given, on the command line or in a file; the keys are those of dockerd's `daemon.json`.
struct DaemonSettings: Equatable {
    var dataRoot: String?
    var execRoot: String?
    var hosts: [String]?
    var pidFile: String?
    var logLevel: String?
    var debug: Bool?
    var group: String?
    var insecureRegistries: [String]?
    var registryMirrors: [String]?
    var storageDriver: String?
    var bridge: String?
    var bip: String?
    var tls: Bool?
    var tlsverify: Bool?
    var tlscacert: String?
    var tlscert: String?
    var tlskey: String?
    var logOpts: [String: String]?
    var shutdownTimeout: Int?
}

extension DaemonSettings: JSONMapped {
    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("data-root", &dataRoot)
        try members.optional("exec-root", &execRoot)
        try members.optional("hosts", &hosts)
        try members.optional("pidfile", &pidFile)
        try members.optional("log-level", &logLevel)
        try members.optional("debug", &debug)
        try members.optional("group", &group)
        try members.optional("insecure-registries", &insecureRegistries)
        try members.optional("registry-mirrors", &registryMirrors)
        try members.optional("storage-driver", &storageDriver)
        try members.optional("bridge", &bridge)
        try members.optional("bip", &bip)
        try members.optional("tls", &tls)
        try members.optional("tlsverify", &tlsverify)
        try members.optional("tlscacert", &tlscacert)
        try members.optional("tlscert", &tlscert)
        try members.optional("tlskey", &tlskey)
        try members.optional("log-opts", &logOpts)
        try members.optional("shutdown-timeout", &shutdownTimeout)
    }
}

extension DaemonSettings {
    /// Reads a configuration file.
    ///
    /// - Throws: ``DaemonError`` where it is no JSON object, or has a key that is not among the settings.
    init(file: [UInt8], path: String) throws(DaemonError) {
        do {
            let root = try JSONDocument(parsing: file).root
            let unknown = Set(try root.members().map(\.name)).subtracting(Self.memberNames).sorted()
            guard unknown.isEmpty else {
                throw DaemonError(
                    "\(path): the following directives don't match any configuration option: "
                        + unknown.joined(separator: ", ")
                )
            }
            self = try DaemonSettings(json: root)
        } catch let error as JSONError where error.place != "." {
            throw DaemonError("\(path): \(error.place.drop { $0 == "." }): \(error.message)")
        } catch let error as JSONError {
            throw DaemonError("\(path): expected a JSON object with the keys of daemon.json: \(error.message)")
        } catch {
            throw (error as? DaemonError) ?? DaemonError("\(path): \(error)")
        }
    }

    /// - Throws: ``DaemonError`` where both have a setting: which one was meant is not guessed.
    func merging(file: DaemonSettings, path: String) throws(DaemonError) -> DaemonSettings {
        do {
            let mine = try given
            let other = try file.given
            let both = Set(mine.map(\.name)).intersection(other.map(\.name)).sorted()
            guard both.isEmpty else {
                throw DaemonError(
                    "the following directives are specified both as a flag and in \(path): "
                        + both.joined(separator: ", ")
                )
            }
            return try DaemonSettings(json: JSONValue.object(mine + other).json())
        } catch {
            throw (error as? DaemonError) ?? DaemonError("\(path): \(error)")
        }
    }

    private var given: [JSONValue.Member] {
        get throws { try JSONValue(json: json()).members ?? [] }
    }
}
