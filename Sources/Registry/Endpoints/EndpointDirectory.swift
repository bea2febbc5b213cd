import NIOCore
import NIOPosix
import OCI
import Synchronization

/// Which endpoints serve a registry's name, and what was learnt about them.
final class EndpointDirectory: Sendable {
    private struct Memory {
        /// The scheme that answered, for registries that may be asked both ways.
        var schemes: [String: Endpoint.Scheme] = [:]
        /// Mirrors that were out of reach, and until when they are passed over.
        var shunned: [Endpoint: ContinuousClock.Instant] = [:]
    }

    private static let shunning = Duration.seconds(60)

    private let mirrors: [Endpoint]
    private let insecureNames: Set<String>
    private let insecureRanges: [AddressRange]
    private let memory = Mutex(Memory())

    init(_ configuration: RegistryConfiguration) {
        mirrors = configuration.mirrors.map(\.endpoint)
        var names: Set<String> = []
        var ranges: [AddressRange] = []
        for entry in configuration.insecureRegistries {
            switch entry {
            case .name(let name): names.insert(name)
            case .range(let range): ranges.append(range)
            }
        }
        insecureNames = names
        insecureRanges = ranges
    }

    /// The endpoints to try, in this order.
    func candidates(for access: Access) async -> [Endpoint] {
        let isMirrored = access.domain == Reference.defaultDomain && access.action == .pull
        return (isMirrored ? usableMirrors() : []) + (await ownEndpoints(Reference.authority(of: access.domain)))
    }

    private func ownEndpoints(_ authority: String) async -> [Endpoint] {
        guard await isInsecure(authority) else { return [Endpoint(scheme: .https, authority: authority)] }
        let secured = Endpoint(scheme: .https, authority: authority, isInsecure: true)
        let plain = Endpoint(scheme: .http, authority: authority, isInsecure: true)
        switch memory.withLock({ $0.schemes[authority] }) {
        case .https: return [secured]
        case .http: return [plain]
        case nil: return [secured, plain]
        }
    }

    private func usableMirrors() -> [Endpoint] {
        let now = ContinuousClock.now
        return memory.withLock { memory in
            mirrors.filter { mirror in memory.shunned[mirror].map { $0 <= now } ?? true }
        }
    }

    func answered(_ endpoint: Endpoint) {
        guard endpoint.isInsecure else { return }
        memory.withLock { $0.schemes[endpoint.authority] = endpoint.scheme }
    }

    /// A mirror is left alone for a while; the scheme of a registry that may be asked both ways is open again.
    func failed(_ endpoint: Endpoint) {
        memory.withLock { memory in
            if endpoint.isMirror { memory.shunned[endpoint] = .now + Self.shunning }
            memory.schemes[endpoint.authority] = nil
        }
    }

    /// Whether `host[:port]` may be spoken to without TLS, or with a certificate that does not verify.
    func isInsecure(_ authority: String) async -> Bool {
        let host = Self.host(of: authority)
        if host == "localhost" || InsecureRegistry.loopback.contains(where: { $0.contains(host) }) { return true }
        if insecureNames.contains(authority.lowercased()) || insecureNames.contains(host) { return true }
        guard !insecureRanges.isEmpty else { return false }
        let addresses = await Self.addresses(of: host)
        return addresses.contains { address in insecureRanges.contains { $0.contains(address) } }
    }

    static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end]).lowercased()
        }
        return authority.prefix { $0 != ":" }.lowercased()
    }

    /// The host's own address when it is a literal, else what its name resolves to; none when it does not resolve.
    private static func addresses(of host: String) async -> [String] {
        let resolved = try? await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: 0)
        }
        return [resolved?.ipAddress ?? host]
    }
}
