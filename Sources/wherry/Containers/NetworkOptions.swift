import ArgumentParser
import DockerAPI

/// How a container is reached, and what it reaches.
struct NetworkOptions: ParsableArguments {
    /// The engine's choice.
    static let defaultMode = "default"

    @Option(
        name: [.long, .customLong("net")], parsing: .unconditional,
        help: "Network: bridge, host, none or a network's name.")
    var network: String?
    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Publish a port ([address:][host:]container).")
    var publish: [String] = []
    @Flag(name: [.customShort("P"), .long], help: "Publish all exposed ports.")
    var publishAll = false
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Expose a port or a range of ports.")
    var expose: [String] = []
    @Option(name: .shortAndLong, parsing: .unconditional, help: "The container's host name.")
    var hostname: String?
    @Option(name: .long, parsing: .unconditional, help: "The container's NIS domain name.")
    var domainname: String?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "DNS server.")
    var dns: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "DNS search domain.")
    var dnsSearch: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "DNS option.")
    var dnsOption: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Line of /etc/hosts, name:address.")
    var addHost: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Name in the network.")
    var networkAlias: [String] = []

    func apply(to request: inout ContainerCreateRequest) throws {
        request.hostConfig.networkMode = network ?? Self.defaultMode
        request.config.hostname = hostname ?? ""
        request.config.domainname = domainname ?? ""
        try applyPorts(to: &request)
        request.hostConfig.dns = dns
        request.hostConfig.dnsSearch = dnsSearch
        request.hostConfig.dnsOptions = dnsOption
        request.hostConfig.extraHosts = try addHost.map(Self.extraHost)
        if !networkAlias.isEmpty {
            var endpoint = EndpointSettings()
            endpoint.aliases = networkAlias
            request.networkingConfig.endpointsConfig[network ?? Self.defaultMode] = endpoint
        }
    }

    private func applyPorts(to request: inout ContainerCreateRequest) throws {
        for ports in publish { try request.publish(ports) }
        for port in try expose.flatMap(ExposedPorts.parse) { request.config.exposedPorts[port] = EmptyObject() }
        request.hostConfig.publishAllPorts = publishAll
    }

    /// `name:address` or `name=address`; the API has the former.
    private static func extraHost(_ text: String) throws -> String {
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }), separator > text.startIndex,
            text.index(after: separator) < text.endIndex
        else { throw CommandLineError.invalid("invalid host '\(text)' for --add-host", hint: "expected name:address") }
        return "\(text[..<separator]):\(text[text.index(after: separator)...])"
    }
}

extension ContainerCreateRequest {
    /// - Parameter ports: as ``PublishedPorts`` reads them.
    mutating func publish(_ ports: String) throws {
        for mapping in try PublishedPorts(ports).mappings {
            let others = hostConfig.portBindings[mapping.port].flatMap(\.self) ?? []
            hostConfig.portBindings[mapping.port] = others + [mapping.binding]
            config.exposedPorts[mapping.port] = EmptyObject()
        }
    }
}
