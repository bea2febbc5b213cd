import AsyncHTTPClient
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import OCI

/// The client's side of the OCI distribution specification. One per engine: it keeps connections and tokens.
///
/// Every call takes the credentials that its own client gave, and nothing is read from anyone's home. A call finds the
/// endpoint (mirrors of docker.io first, when it pulls), authenticates when it is asked to, follows redirects, tries
/// again what may succeed later (`RetryPolicy`) and throws `RegistryError` or `CancellationError`.
package final class RegistryClient: Sendable {
    let configuration: RegistryConfiguration
    let endpoints: EndpointDirectory
    let transport: Transport
    let authenticator: Authenticator
    private let logger: Logger

    package init(
        configuration: RegistryConfiguration = RegistryConfiguration(), logger: Logger = Logger(label: "registry")
    ) {
        self.configuration = configuration
        self.logger = logger
        endpoints = EndpointDirectory(configuration)
        transport = Transport(
            client: HTTPClient(
                eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
                configuration: HTTPClient.Configuration(registry: configuration)),
            trust: TrustStore(directories: configuration.certificateDirectories),
            endpoints: endpoints,
            userAgent: configuration.userAgent,
            headTimeout: TimeAmount(configuration.idleTimeout))
        authenticator = Authenticator(tokenServer: TokenServer(transport: transport))
    }

    /// Closes the connections. To be called once, after the last request.
    package func shutdown() async throws {
        try await transport.client.shutdown()
    }
}

extension RegistryClient {
    /// Runs `operation` at the first endpoint that serves it, and again when it may succeed later.
    func perform<Result>(_ access: Access, _ operation: (Endpoint, Access) async throws -> Result) async throws
        -> Result
    {
        try await configuration.retry.run { try await performOnce(access, operation) }
    }

    /// Without a second try at the same endpoint.
    func performOnce<Result>(
        _ access: Access, _ operation: (Endpoint, Access) async throws -> Result
    ) async throws -> Result {
        let candidates = await endpoints.candidates(for: access)
        var failure: RegistryError?
        for endpoint in candidates {
            do {
                let result = try await operation(endpoint, access.addressed(to: endpoint))
                endpoints.answered(endpoint)
                return result
            } catch let error as RegistryError where endpoint.isMirror || error.isConnectionFailure {
                if error.isConnectionFailure || error.code == .stalled { endpoints.failed(endpoint) }
                logger.debug("registry endpoint failed", metadata: ["endpoint": "\(endpoint)", "error": "\(error)"])
                failure = error
            }
        }
        throw failure ?? RegistryError(.unreachable, "no endpoint is known for registry \(access.domain)")
    }

    /// Sends with authentication, and turns a refusal into its error.
    ///
    /// - Parameter path: below `/v2/`.
    /// - Returns: an answer with a status below 400 whose body has not been read.
    func send(
        _ request: RegistryRequest, path: String, to endpoint: Endpoint, for access: Access,
        about subject: Refusal.Subject
    ) async throws -> HTTPClientResponse {
        try await send(request, to: RequestTarget(path, at: endpoint), endpoint, for: access, about: subject)
    }

    /// - Parameter target: the registry's own, or where it sent an upload; only its own gets credentials.
    func send(
        _ request: RegistryRequest, to target: RequestTarget, _ endpoint: Endpoint, for access: Access,
        about subject: Refusal.Subject
    ) async throws -> HTTPClientResponse {
        let isOwn = try target.isSameOrigin(as: RequestTarget("", at: endpoint))
        let authorization = isOwn ? try await authenticator.authorization(for: access, at: endpoint) : nil
        var response = try await transport.send(request.authorized(authorization), to: target)
        if response.status == .unauthorized, isOwn {
            let answer = try await authenticator.authorization(
                answering: response.headers, rejected: authorization, for: access, at: endpoint)
            if let answer {
                try await transport.discard(response)
                response = try await transport.send(request.authorized(answer), to: target)
            }
        }
        guard response.status.code >= 400 else { return response }
        throw try await Refusal(response, host: target.authority, transport: transport).error(
            for: subject, access: access)
    }
}

extension RegistryRequest {
    fileprivate func authorized(_ authorization: String?) -> RegistryRequest {
        guard let authorization else { return self }
        var request = self
        request.headers.replaceOrAdd(name: "Authorization", value: authorization)
        return request
    }
}

extension HTTPClient.Configuration {
    init(registry: RegistryConfiguration) {
        self.init(
            redirectConfiguration: .disallow,
            timeout: Timeout(
                connect: TimeAmount(registry.connectTimeout), read: TimeAmount(registry.idleTimeout),
                write: TimeAmount(registry.idleTimeout)),
            decompression: .disabled)
        // HTTP/2's flow control makes one long body slower, and gains nothing for a few of them.
        httpVersion = .http1Only
        connectionPool.retryConnectionEstablishment = false
        connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // Few large reads rather than many small ones: up to 2 MiB a turn and connection.
        http1_1ConnectionDebugInitializer = { channel in
            channel.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 4 << 10, initial: 32 << 10, maximum: 256 << 10)
            ).flatMap { channel.setOption(.maxMessagesPerRead, value: 8) }
        }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
