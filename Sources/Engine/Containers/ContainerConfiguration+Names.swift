import Linux

#if canImport(Glibc)
import Glibc
#endif

/// What a container's files of the network are made of: a word or a line of it must not become two.
extension ContainerConfiguration {
    func validateNames() throws(EngineError) {
        for (what, name) in [("hostname", hostname), ("domainname", domainname)] {
            if let name, !name.isEmpty, !Self.isWord(name) || name.contains("/") || name.utf8.count > 64 {
                throw EngineError(.invalidArgument, "invalid \(what) format: \(name)")
            }
        }
        for server in dns where !Self.isAddress(server) {
            throw EngineError(.invalidArgument, "invalid DNS server '\(server)': expected an IP address")
        }
        for domain in dnsSearch where !Self.isWord(domain) {
            throw EngineError(.invalidArgument, "invalid DNS search domain '\(domain)'")
        }
        for option in dnsOptions where !Self.isWord(option) {
            throw EngineError(.invalidArgument, "invalid DNS option '\(option)'")
        }
        for host in extraHosts { try Self.validate(extraHost: host) }
    }

    private static func validate(extraHost text: String) throws(EngineError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, isWord(parts[0]) else {
            throw EngineError(.invalidArgument, "bad format for add-host: \"\(text)\": give NAME:ADDRESS")
        }
        guard parts[1] == "host-gateway" || isAddress(parts[1]) else {
            throw EngineError(.invalidArgument, "invalid IP address in add-host: \"\(parts[1])\"")
        }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && !text.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 || $0 == "\u{7F}" }
    }

    private static func isAddress(_ text: String) -> Bool {
        var bytes = in6_addr()
        return !text.contains("\0") && (inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1)
    }
}
