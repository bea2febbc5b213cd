import ArgumentParser
import DockerAPI

/// How a container is reached, and what it reaches.
struct NetworkOptions: ParsableArguments {
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
        request.hostConfig.networkMode = network ?? "default"
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
            request.networkingConfig.endpointsConfig[network ?? "default"] = endpoint
        }
    }

    private func applyPorts(to request: inout ContainerCreateRequest) throws {
        var bindings: [String: [PortBinding]] = [:]
        for mapping in try publish.flatMap({ try PublishedPorts($0).mappings }) {
            bindings[mapping.port, default: []].append(mapping.binding)
            request.config.exposedPorts[mapping.port] = EmptyObject()
        }
        request.hostConfig.portBindings = bindings
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
