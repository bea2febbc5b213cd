import DockerAPI
import FoundationEssentials

/// The settings that were given, on the command line or in a file; the keys are those of dockerd's `daemon.json`.
struct DaemonSettings: Codable, Equatable {
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

    init() {}

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case dataRoot = "data-root", execRoot = "exec-root", hosts, pidFile = "pidfile", logLevel = "log-level", debug
        case group, insecureRegistries = "insecure-registries", registryMirrors = "registry-mirrors"
        case storageDriver = "storage-driver", bridge, bip, tls, tlsverify, tlscacert, tlscert, tlskey
        case logOpts = "log-opts", shutdownTimeout = "shutdown-timeout"
    }

    /// Reads a configuration file.
    ///
    /// - Throws: ``DaemonError`` where it is no JSON object, or has a key that is not among the settings.
    init(file: [UInt8], path: String) throws(DaemonError) {
        do {
            let members = try JSONDecoder().decode([String: JSONValue].self, from: Data(file))
            let known = Set(CodingKeys.allCases.map(\.rawValue))
            let unknown = members.keys.filter { !known.contains($0) }.sorted()
            guard unknown.isEmpty else {
                throw DaemonError(
                    "\(path): the following directives don't match any configuration option: "
                        + unknown.joined(separator: ", ")
                )
            }
            self = try JSONDecoder().decode(DaemonSettings.self, from: Data(file))
        } catch let error as DaemonError {
            throw error
        } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
            let key = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw DaemonError("\(path): \(key): \(context.debugDescription)")
        } catch {
            throw DaemonError("\(path): expected a JSON object with the keys of daemon.json")
        }
    }

    /// - Throws: ``DaemonError`` where both have a setting: which one was meant is not guessed.
    func merging(file: DaemonSettings, path: String) throws(DaemonError) -> DaemonSettings {
        do {
            let mine = try members
            let other = try file.members
            let both = mine.keys.filter { other[$0] != nil }.sorted()
            guard both.isEmpty else {
                throw DaemonError(
                    "the following directives are specified both as a flag and in \(path): "
                        + both.joined(separator: ", ")
                )
            }
            let merged = try JSONEncoder().encode(mine.merging(other) { first, _ in first })
            return try JSONDecoder().decode(DaemonSettings.self, from: merged)
        } catch {
            throw (error as? DaemonError) ?? DaemonError("\(path): \(error)")
        }
    }

    private var members: [String: JSONValue] {
        get throws {
            try JSONDecoder().decode([String: JSONValue].self, from: try JSONEncoder().encode(self))
        }
    }
}
