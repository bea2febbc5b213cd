import Networking

/// `/etc/hosts`, `/etc/hostname` and `/etc/resolv.conf` of a container; made anew at every start.
struct NetworkFiles {
    private let configuration: ContainerConfiguration
    private let hostname: String
    private let endpoint: Endpoint?
    private let directory: ContainerDirectory

    init(_ record: ContainerRecord, endpoint: Endpoint?, directory: ContainerDirectory) {
        configuration = record.configuration
        hostname = record.hostname
        self.endpoint = endpoint
        self.directory = directory
    }

    func write() throws {
        try AtomicFile.create(directory.hostname, Array("\(hostname)\n".utf8), mode: 0o644)
        try AtomicFile.create(directory.hosts, Array(try hosts().utf8), mode: 0o644)
        try AtomicFile.create(directory.resolvConf, Array(try resolvConf().utf8), mode: 0o644)
    }

    /// Takes those of the container that the network is shared with.
    func copy(from other: ContainerDirectory) throws {
        let files = [
            (other.hostname, directory.hostname), (other.hosts, directory.hosts),
            (other.resolvConf, directory.resolvConf),
        ]
        for (source, target) in files {
            try AtomicFile.create(target, try AtomicFile.read(source, limit: 1 << 20) ?? [], mode: 0o644)
        }
    }

    private func hosts() throws -> String {
        if configuration.network == .host, configuration.extraHosts.isEmpty,
            let bytes = try AtomicFile.read("/etc/hosts", limit: 1 << 20)
        {
            return String(decoding: bytes, as: UTF8.self)
        }
        var lines = [
            "127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost ip6-loopback", "fe00::\tip6-localnet",
            "ff00::\tip6-mcastprefix", "ff02::1\tip6-allnodes", "ff02::2\tip6-allrouters",
        ]
        lines += try configuration.extraHosts.map { try extraHost($0) }
        if let endpoint {
            let name = configuration.domainname.map { "\(hostname).\($0) \(hostname)" } ?? hostname
            lines.append("\(endpoint.address)\t\(name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func extraHost(_ text: String) throws(EngineError) -> String {
        // One from before such were refused at once.
        guard let colon = text.firstIndex(of: ":") else {
            throw EngineError(.invalidArgument, "bad format for add-host: \"\(text)\": give NAME:ADDRESS")
        }
        var address = String(text[text.index(after: colon)...])
        if address == "host-gateway" { address = endpoint?.gateway.description ?? "127.0.0.1" }
        return "\(address)\t\(text[..<colon])"
    }

    private func resolvConf() throws -> String {
        let host =
            try AtomicFile.read("/etc/resolv.conf", limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) } ?? ""
        if configuration.dns.isEmpty, configuration.dnsSearch.isEmpty, configuration.dnsOptions.isEmpty {
            return configuration.network == .host ? host : ResolverConfiguration(host).reachable.text
        }
        var resolver = ResolverConfiguration(host)
        if configuration.network != .host { resolver = resolver.reachable }
        if !configuration.dns.isEmpty { resolver.nameservers = configuration.dns }
        if !configuration.dnsSearch.isEmpty { resolver.search = configuration.dnsSearch }
        if !configuration.dnsOptions.isEmpty { resolver.options = configuration.dnsOptions }
        return resolver.text
    }
}

/// resolv.conf(5).
struct ResolverConfiguration: Equatable {
    var nameservers: [String] = []
    var search: [String] = []
    var options: [String] = []

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            switch words.first {
            case "nameserver": nameservers += words.dropFirst().prefix(1)
            case "search", "domain": search = Array(words.dropFirst())
            case "options": options += words.dropFirst()
            default: break
            }
        }
    }

    /// Without the servers that a network namespace of its own cannot reach; public ones when none is left, as Docker.
    var reachable: ResolverConfiguration {
        var copy = self
        copy.nameservers = nameservers.filter { !$0.hasPrefix("127.") && $0 != "::1" }
        if copy.nameservers.isEmpty { copy.nameservers = ["8.8.8.8", "8.8.4.4"] }
        return copy
    }

    var text: String {
        var lines = nameservers.map { "nameserver \($0)" }
        if !search.isEmpty, search != ["."] { lines.append("search " + search.joined(separator: " ")) }
        if !options.isEmpty { lines.append("options " + options.joined(separator: " ")) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ContainerRecord {
    /// As the container sees its own: as asked, or the short id; the machine's own on the host's network and in its
    /// UTS namespace.
    var hostname: String {
        let isHosts = configuration.network == .host || configuration.security.hostUTSNamespace
        return configuration.hostname ?? (isHosts ? HostInformation.machineName : Identifier.short(id))
    }
}
