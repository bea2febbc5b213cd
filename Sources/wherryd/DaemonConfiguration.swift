import DockerServer
import Engine
import Glibc
import Linux
import Logging
import SystemPackage

/// What the engine is started with: settings that were checked, and defaults for the rest.
struct DaemonConfiguration {
    private static let defaultFile = "/etc/wherry/daemon.json"

    let engine: EngineConfiguration
    let hosts: [ListenAddress]
    let tls: TLSOptions?
    let pidFile: String?
    let logLevel: Logger.Level
    let socketGroup: gid_t?
    /// In seconds.
    let shutdownTimeout: Int

    init(_ flags: DaemonFlags) throws {
        let path = flags.configFile ?? Self.defaultFile
        var settings = try flags.settings
        if let file = try Self.read(path, required: flags.configFile != nil) {
            settings = try settings.merging(file: DaemonSettings(file: file, path: path), path: path)
        }
        try self.init(settings)
    }

    init(_ settings: DaemonSettings) throws {
        engine = try EngineConfiguration(settings)
        let tls = try Self.tls(settings)
        let hosts = settings.hosts ?? ["unix://\(engine.executionRoot)/wherry.sock"]
        self.hosts = try hosts.map { try ListenAddress(parsing: $0, tls: tls != nil) }
        self.tls = tls
        pidFile = settings.pidFile
        logLevel = try Self.level(settings)
        socketGroup = try Self.group(settings.group)
        shutdownTimeout = settings.shutdownTimeout ?? 15
        guard shutdownTimeout >= 0 else {
            throw DaemonError("invalid shutdown-timeout \(shutdownTimeout): expected seconds")
        }
    }

    private static func read(_ path: String, required: Bool) throws(DaemonError) -> [UInt8]? {
        do {
            return try ConfigurationFile.read(path)
        } catch {
            if error.errno == .noSuchFileOrDirectory && !required { return nil }
            throw DaemonError("cannot read the configuration: \(error)")
        }
    }

    private static func level(_ settings: DaemonSettings) throws(DaemonError) -> Logger.Level {
        if settings.debug == true { return .debug }
        switch settings.logLevel ?? "info" {
        case "debug": return .debug
        case "info": return .info
        case "warn": return .warning
        case "error": return .error
        case "fatal": return .critical
        case let other:
            throw DaemonError("invalid log-level '\(other)': expected debug, info, warn, error or fatal")
        }
    }

    private static func tls(_ settings: DaemonSettings) throws(DaemonError) -> TLSOptions? {
        let verify = settings.tlsverify == true
        guard verify || settings.tls == true else {
            guard settings.tlscert == nil, settings.tlskey == nil, settings.tlscacert == nil else {
                throw DaemonError("tlscert, tlskey and tlscacert need tls or tlsverify")
            }
            return nil
        }
        guard let certificate = settings.tlscert, let key = settings.tlskey else {
            throw DaemonError("TLS needs the engine's certificate and key: give tlscert and tlskey")
        }
        if verify && settings.tlscacert == nil {
            throw DaemonError("tlsverify needs the authority of the clients' certificates: give tlscacert")
        }
        return TLSOptions(certificate: certificate, key: key, clientAuthority: verify ? settings.tlscacert : nil)
    }

    /// - Parameter name: `nil` is the first that exists of the groups that such sockets usually belong to.
    private static func group(_ name: String?) throws(DaemonError) -> gid_t? {
        let usual: [String] = ["docker", "wherry"]
        guard let name else { return usual.lazy.compactMap { getgrnam($0)?.pointee.gr_gid }.first }
        guard let group = getgrnam(name) else {
            throw DaemonError("no group '\(name)' for the unix socket: add it first")
        }
        return group.pointee.gr_gid
    }
}

extension EngineConfiguration {
    fileprivate init(_ settings: DaemonSettings) throws {
        let programs = try ProgramDirectory()
        self.init(
            dataRoot: try Self.absolute(settings.dataRoot ?? "/var/lib/wherry", "data-root"),
            executionRoot: try Self.absolute(settings.execRoot ?? "/run/wherry", "exec-root"),
            shimPath: try programs.path(of: "wherry-shim"), runtimePath: try programs.path(of: "wherry-runtime"))
        storageDriver = settings.storageDriver ?? storageDriver
        guard ["overlay2", "copy"].contains(storageDriver) else {
            throw DaemonError("invalid storage-driver '\(storageDriver)': expected overlay2 or copy")
        }
        bridgeName = settings.bridge ?? bridgeName
        // IFNAMSIZ of the kernel, less the NUL.
        guard (1...15).contains(bridgeName.utf8.count), !bridgeName.contains("/"), bridgeName != "none" else {
            throw DaemonError("invalid bridge '\(bridgeName)': expected the name of an interface, at most 15 bytes")
        }
        bridgeAddress = settings.bip
        insecureRegistries = settings.insecureRegistries ?? []
        registryMirrors = settings.registryMirrors ?? []
        try take(logOptions: settings.logOpts ?? [:])
    }

    private static func absolute(_ path: String, _ name: String) throws(DaemonError) -> String {
        guard path.hasPrefix("/"), path.utf8.count > 1 else {
            throw DaemonError("invalid \(name) '\(path)': expected an absolute path")
        }
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private mutating func take(logOptions: [String: String]) throws(DaemonError) {
        for (name, value) in logOptions.sorted(by: { $0.key < $1.key }) {
            switch name {
            case "max-size":
                guard let size = value == "-1" ? 0 : ByteSize.parse(value) else {
                    throw DaemonError("invalid log-opt max-size '\(value)': expected a size such as 10m")
                }
                logMaximumSize = size
            case "max-file":
                guard let files = Int(value), files > 0 else {
                    throw DaemonError("invalid log-opt max-file '\(value)': expected 1 or more")
                }
                logMaximumFiles = files
            default: throw DaemonError("unknown log-opt '\(name)': max-size and max-file are served")
            }
        }
    }
}
