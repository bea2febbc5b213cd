import DockerAPI

/// The value of `--publish`: `[[address:][host port]:]container port[/protocol]`, where ports may be ranges.
struct PublishedPorts: Equatable {
    /// Such as `80/tcp`, with where it is published.
    struct Mapping: Equatable {
        let port: String
        let binding: PortBinding
    }

    /// As bind(2) has it.
    private static let anyFreePort = "0"

    let mappings: [Mapping]

    init(_ text: String) throws {
        let (address, host, container) = try Self.split(text)
        let parts = container.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let transport = try Self.transport(parts.count == 2 ? parts[1].lowercased() : "tcp", text)
        let ports = try Self.range(parts[0], text)
        let hostPorts = host.isEmpty || host == Self.anyFreePort ? nil : try Self.range(host, text)
        guard ports.count == 1 || hostPorts == nil || hostPorts?.count == ports.count else {
            throw Self.malformed(text, "the ranges are of different length")
        }
        mappings = ports.enumerated().map { index, port in
            var binding = PortBinding()
            binding.hostIP = address
            if let hostPorts { binding.hostPort = Self.hostPort(hostPorts, index, alone: ports.count == 1) }
            return Mapping(port: "\(port)/\(transport)", binding: binding)
        }
    }

    /// A range for one port of the container lets the engine choose.
    private static func hostPort(_ ports: ClosedRange<Int>, _ index: Int, alone: Bool) -> String {
        alone && ports.count > 1 ? "\(ports.lowerBound)-\(ports.upperBound)" : "\(ports.lowerBound + index)"
    }

    private static func split(_ text: String) throws -> (address: String, host: String, container: String) {
        if text.hasPrefix("["), let bracket = text.firstIndex(of: "]") {
            let address = String(text[text.index(after: text.startIndex)..<bracket])
            let rest = text[text.index(after: bracket)...].split(separator: ":", omittingEmptySubsequences: false)
            guard rest.count == 3, rest[0].isEmpty, address.contains(":") else { throw malformed(text) }
            return (address, String(rest[1]), String(rest[2]))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return ("", "", parts[0])
        case 2: return ("", parts[0], parts[1])
        case 3: return (try address(parts[0], text), parts[1], parts[2])
        default: throw malformed(text, "an IPv6 address stands in brackets")
        }
    }

    private static func address(_ address: String, _ text: String) throws -> String {
        let octets = address.split(separator: ".", omittingEmptySubsequences: false)
        guard address.isEmpty || (octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }) else {
            throw malformed(text, "'\(address)' is not an address")
        }
        return address
    }

    private static func transport(_ name: String, _ text: String) throws -> String {
        guard ["tcp", "udp", "sctp"].contains(name) else { throw malformed(text, "'\(name)' is not a protocol") }
        return name
    }

    static func range(_ ports: String, _ text: String) throws -> ClosedRange<Int> {
        let ends = ports.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = ends.compactMap { $0.first == "+" ? nil : UInt16($0) }.filter { $0 > 0 }.map(Int.init)
        guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last, first <= last else {
            throw malformed(text, "'\(ports)' is not a port from 1 to 65535")
        }
        return first...last
    }

    private static func malformed(_ text: String, _ why: String = "not understood") -> CommandLineError {
        .invalid(
            "invalid port '\(text)': \(why)", hint: "expected such as 8080:80, 127.0.0.1:8080:80/tcp or 8000-8010:80-90"
        )
    }
}

/// The value of `--expose`: `port[-port][/protocol]`.
enum ExposedPorts {
    static func parse(_ text: String) throws -> [String] {
        guard !text.contains(":") else { throw CommandLineError.invalid("invalid port '\(text)' for --expose") }
        return try PublishedPorts(text).mappings.map(\.port)
    }
}
