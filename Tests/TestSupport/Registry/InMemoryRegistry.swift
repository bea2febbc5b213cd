import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import OCI
import Synchronization

/// A registry of the OCI distribution specification in memory, on a loopback port of its own, that can be told to
/// fail in the ways that real ones do.
package final class InMemoryRegistry: Sendable {
    package enum Transport: Sendable {
        case plain
        /// With `TestCertificates.server`; `clientCertificate` asks for one of `TestCertificates.authority`'s.
        case tls(clientCertificate: Bool = false)
    }

    let service: RegistryService
    private let channel: any Channel

    private init(service: RegistryService, channel: any Channel) {
        self.service = service
        self.channel = channel
    }

    /// `127.0.0.1:port`, the domain of references to it.
    package var authority: String { Self.authority(of: channel) }

    private static func authority(of channel: any Channel) -> String {
        "127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    package static func start(
        authentication: RegistryAuthentication = .none, transport: Transport = .plain
    ) async throws -> InMemoryRegistry {
        let service = RegistryService(authentication: authentication)
        let tls = try serverContext(transport)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(RegistryHandler(service: service))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        service.listens(at: (tls == nil ? "http" : "https") + "://" + authority(of: channel))
        return InMemoryRegistry(service: service, channel: channel)
    }

    private static func serverContext(_ transport: Transport) throws -> NIOSSLContext? {
        guard case .tls(let clientCertificate) = transport else { return nil }
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.server.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificates.serverKey.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        if clientCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates(
                try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// Stops listening; connections that are open stay until their clients close them.
    package func stop() async throws {
        try await channel.close()
    }
}

extension InMemoryRegistry {
    /// Runs `body` with a registry that is stopped afterwards.
    package static func run<Result>(
        authentication: RegistryAuthentication = .none, transport: Transport = .plain,
        _ body: (InMemoryRegistry) async throws -> Result
    ) async throws -> Result {
        let registry = try await start(authentication: authentication, transport: transport)
        do {
            let result = try await body(registry)
            try await registry.stop()
            return result
        } catch {
            try await registry.stop()
            throw error
        }
    }

    /// `scheme://host:port`.
    package var url: String { service.state.withLock { $0.url } }

    /// A reference to the repository `name` here, such as `app:1`.
    package func reference(_ name: String) throws -> Reference {
        try Reference(parsing: "\(authority)/\(name)")
    }

    /// From now on, the next `times` requests that `matching` is true for fail so.
    package func fail(
        _ fault: RegistryFault, times: Int = .max,
        when matching: @escaping @Sendable (RecordedRequest) -> Bool = { $0.path.contains("/blobs/") }
    ) {
        service.state.withLock { $0.faults.append(.init(fault: fault, remaining: times, matches: matching)) }
    }

    package func clearFaults() {
        service.state.withLock { $0.faults.removeAll() }
    }

    /// Bytes of bodies that have been handed to the system.
    package var bytesSent: Int {
        service.state.withLock { $0.bytesSent }
    }

    /// Every request so far, in the order of arrival.
    package var requests: [RecordedRequest] {
        service.state.withLock { $0.requests }
    }
}
