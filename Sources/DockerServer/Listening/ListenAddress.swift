/// Where the engine listens: an argument of `--host`.
package enum ListenAddress: Equatable, Sendable, CustomStringConvertible {
    /// A socket in the file system.
    case unix(path: String)
    case tcp(host: String, port: Int)
    /// Sockets that systemd opened: all of them, or those of one name or number.
    case activated(String?)

    /// The port where none is given: Docker's, without and with TLS.
    private static let plainPort = 2375, securePort = 2376

    /// - Parameters:
    ///   - text: `unix://path`, `tcp://host:port` or `fd://[name]`.
    ///   - tls: whether TCP is spoken under TLS, which changes its default port.
    package init(parsing text: String, tls: Bool) throws(ServerError) {
        guard let separator = text.range(of: "://") else {
            throw ServerError(.badRequest, "invalid host '\(text)': expected unix://PATH, tcp://HOST:PORT or fd://")
        }
        let rest = String(text[separator.upperBound...])
        switch text[..<separator.lowerBound] {
        case "unix": self = try Self.unix(rest, text)
        case "tcp": self = try Self.tcp(rest, text, tls: tls)
        case "fd": self = .activated(rest.isEmpty || rest == "*" ? nil : rest)
        default:
            throw ServerError(.badRequest, "invalid host '\(text)': its protocol must be unix, tcp or fd")
        }
    }

    private static func unix(_ path: String, _ text: String) throws(ServerError) -> ListenAddress {
        guard path.hasPrefix("/") else {
            throw ServerError(.badRequest, "invalid host '\(text)': a socket's path must be absolute")
        }
        guard path.utf8.count < UnixSocketAddress.longestPath else {
            throw ServerError(
                .badRequest,
                "invalid host '\(text)': a socket's path has at most \(UnixSocketAddress.longestPath - 1) bytes")
        }
        return .unix(path: path)
    }

    private static func tcp(_ rest: String, _ text: String, tls: Bool) throws(ServerError) -> ListenAddress {
        let standard = tls ? securePort : plainPort
        let (host, port) = splitPort(rest)
        guard let port else { return .tcp(host: host.isEmpty ? "127.0.0.1" : host, port: standard) }
        guard let number = UInt16(port) else {
            throw ServerError(.badRequest, "invalid host '\(text)': '\(port)' is no port (0 to 65535)")
        }
        return .tcp(host: host.isEmpty ? "0.0.0.0" : host, port: Int(number))
    }

    /// `host:port`, with an IPv6 address in brackets.
    private static func splitPort(_ text: String) -> (host: String, port: Substring?) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            return (String(host), rest.hasPrefix(":") ? rest.dropFirst() : nil)
        }
        guard let colon = text.lastIndex(of: ":") else { return (text, nil) }
        return (String(text[..<colon]), text[text.index(after: colon)...])
    }

    package var description: String {
        switch self {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .activated(let name): "fd://\(name ?? "")"
        }
    }
}

extension String {
    /// The first place of `text`.
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.lazy.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
