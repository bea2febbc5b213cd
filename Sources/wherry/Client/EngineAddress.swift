/// Where an engine listens.
enum EngineAddress: Equatable, CustomStringConvertible {
    case unix(path: String)
    /// An IPv4 address, or `localhost`: names are not looked up, as a static program has no resolver.
    case tcp(host: String, port: UInt16)

    static let standard = EngineAddress.unix(path: "/run/wherry/wherry.sock")

    /// - Parameter text: `unix:///path/to/socket` or `tcp://address:port`.
    init(_ text: String) throws {
        let scheme = text.prefix { $0 != ":" }
        let rest = text.dropFirst(scheme.count)
        guard rest.hasPrefix("://") else { throw Self.malformed(text) }
        let location = String(rest.dropFirst(3))
        switch scheme {
        case "unix": self = .unix(path: try Self.socketPath(location, text))
        case "tcp", "http": self = try Self.tcp(location, text)
        default:
            throw CommandLineError.invalid("engine address '\(text)': '\(scheme)' is not served", hint: Self.expected)
        }
    }

    private static let expected = "expected unix:///path/to/socket or tcp://address:port"

    private static func malformed(_ text: String) -> CommandLineError {
        .invalid("invalid engine address '\(text)'", hint: expected)
    }

    /// The kernel's `sun_path` has 108 bytes, of which one ends it.
    private static func socketPath(_ path: String, _ text: String) throws -> String {
        guard path.hasPrefix("/") else { throw malformed(text) }
        guard path.utf8.count < 108 else {
            throw CommandLineError.invalid("engine address '\(text)': a socket's path is at most 107 bytes long")
        }
        return path
    }

    private static func tcp(_ authority: String, _ text: String) throws -> EngineAddress {
        let trimmed = authority.hasSuffix("/") ? String(authority.dropLast()) : authority
        guard let colon = trimmed.lastIndex(of: ":"), let port = UInt16(trimmed[trimmed.index(after: colon)...]),
            port > 0, colon > trimmed.startIndex
        else { throw malformed(text) }
        return .tcp(host: String(trimmed[..<colon]), port: port)
    }

    var description: String {
        switch self {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port): "tcp://\(host):\(port)"
        }
    }
}
