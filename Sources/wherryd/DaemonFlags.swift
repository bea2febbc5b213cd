import ArgumentParser

/// dockerd's flags, as far as they are served.
struct DaemonFlags: ParsableArguments {
    @Option(help: "Directory of what outlives a restart of the machine. (default: /var/lib/wherry)")
    var dataRoot: String?

    @Option(help: "Directory of sockets and the state of what runs. (default: /run/wherry)")
    var execRoot: String?

    @Option(
        name: [.customShort("H"), .long],
        help:
            "Where to listen: unix://PATH, tcp://HOST:PORT, fd://; repeatable. (default: unix://EXEC-ROOT/wherry.sock)"
    )
    var host: [String] = []

    @Option(help: "JSON file with the keys of daemon.json. (default: /etc/wherry/daemon.json)")
    var configFile: String?

    @Option(name: [.customShort("p"), .customLong("pidfile")], help: "File to write the engine's process id to.")
    var pidFile: String?

    @Option(name: .shortAndLong, help: "One of debug, info, warn, error, fatal. (default: info)")
    var logLevel: String?

    @Flag(name: [.customShort("D"), .long], help: "Log at the level debug.")
    var debug = false

    @Option(name: [.customShort("G"), .long], help: "Group that may use the unix socket. (default: docker or wherry)")
    var group: String?

    @Option(help: "HOST[:PORT] or CIDR that is spoken to over plain HTTP or unverified TLS; repeatable.")
    var insecureRegistry: [String] = []

    @Option(help: "URL that is asked before docker.io; repeatable.")
    var registryMirror: [String] = []

    @Option(name: .shortAndLong, help: "overlay2 or copy. (default: overlay2)")
    var storageDriver: String?

    @Option(name: .shortAndLong, help: "Name of the bridge of the default network. (default: wherry0)")
    var bridge: String?

    @Option(help: "Address of the bridge with its prefix length, such as 172.17.0.1/16. (default: a free network)")
    var bip: String?

    @Flag(help: "Speak TLS on tcp:// hosts.")
    var tls = false

    @Flag(help: "Speak TLS on tcp:// hosts, and let in only clients with a certificate of --tlscacert.")
    var tlsverify = false

    @Option(help: "PEM file of the authority of the clients' certificates.")
    var tlscacert: String?

    @Option(help: "PEM file of the engine's certificate.")
    var tlscert: String?

    @Option(help: "PEM file of the engine's key.")
    var tlskey: String?

    @Option(help: "Default of containers' logs: max-size=SIZE or max-file=NUMBER; repeatable.")
    var logOpt: [String] = []

    @Option(help: "Seconds that requests under way may take when the engine ends. (default: 15)")
    var shutdownTimeout: Int?

    @Flag(help: "Check the configuration and exit.")
    var validate = false

    /// What was given, in the form of the configuration file.
    var settings: DaemonSettings {
        get throws(DaemonError) {
            var settings = DaemonSettings()
            settings.dataRoot = dataRoot
            settings.execRoot = execRoot
            settings.hosts = host.isEmpty ? nil : host
            settings.pidFile = pidFile
            settings.logLevel = logLevel
            settings.debug = debug ? true : nil
            settings.group = group
            settings.insecureRegistries = insecureRegistry.isEmpty ? nil : insecureRegistry
            settings.registryMirrors = registryMirror.isEmpty ? nil : registryMirror
            settings.storageDriver = storageDriver
            settings.bridge = bridge
            settings.bip = bip
            settings.tls = tls ? true : nil
            settings.tlsverify = tlsverify ? true : nil
            settings.tlscacert = tlscacert
            settings.tlscert = tlscert
            settings.tlskey = tlskey
            settings.logOpts = try Self.pairs(logOpt)
            settings.shutdownTimeout = shutdownTimeout
            return settings
        }
    }

    private static func pairs(_ options: [String]) throws(DaemonError) -> [String: String]? {
        var pairs: [String: String] = [:]
        for option in options {
            guard let equals = option.firstIndex(of: "=") else {
                throw DaemonError("invalid --log-opt '\(option)': expected NAME=VALUE")
            }
            pairs[String(option[..<equals])] = String(option[option.index(after: equals)...])
        }
        return pairs.isEmpty ? nil : pairs
    }
}
