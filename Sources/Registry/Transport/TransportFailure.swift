import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the layers below throw, in this target's words.
enum TransportFailure {
    static func translate(_ error: any Error, host: String) -> any Error {
        switch error {
        case is RegistryError, is CancellationError: error
        case let error as HTTPClientError: translate(error, host: host)
        case let error as NIOConnectionError: unreachable(host, reason(of: error))
        case let error as NIOSSLError: translate(error, host: host)
        case let error as NIOSSLExtraError: tls(host, "\(error)")
        case let error as BoringSSLError: tls(host, TLSReason.words(error))
        case HTTPParserError.invalidEOFState: interrupted(host, "the answer ends early")
        case is HTTPParserError: malformed(host, "\(error)")
        case let error as ChannelError: translate(error, host: host)
        case let error as IOError: translate(error, host: host)
        default: SourceFailure.unwrap(error) ?? interrupted(host, "\(error)")
        }
    }

    private static func translate(_ error: HTTPClientError, host: String) -> any Error {
        switch error {
        case .cancelled: CancellationError()
        case .readTimeout, .writeTimeout, .deadlineExceeded: stalled(host)
        case .connectTimeout, .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout:
            unreachable(host, "no connection in time")
        case .tlsHandshakeTimeout: tls(host, "the handshake took too long")
        case .bodyLengthMismatch:
            RegistryError(
                .sizeMismatch, "the source of an upload to \(host) does not give the bytes that its size says")
        case .invalidURL, .emptyHost, .emptyScheme: malformed(host, "\(error)")
        default: interrupted(host, "\(error)")
        }
    }

    private static func translate(_ error: NIOSSLError, host: String) -> RegistryError {
        switch error {
        case .uncleanShutdown: interrupted(host, "the connection was closed")
        case .handshakeFailed(let cause): handshake(host, TLSReason.words(cause))
        default: tls(host, "\(error)")
        }
    }

    private static func handshake(_ host: String, _ cause: String) -> RegistryError {
        if cause.contains("wrong version number") || cause.contains("http request") {
            return RegistryError(
                .tls,
                "registry \(host) does not speak TLS: name it in the insecure registries to allow plain HTTP",
                cause: cause)
        }
        return tls(host, cause)
    }

    private static func translate(_ error: ChannelError, host: String) -> RegistryError {
        switch error {
        case .connectTimeout: unreachable(host, "no connection in time")
        default: interrupted(host, "\(error)")
        }
    }

    private static func translate(_ error: IOError, host: String) -> RegistryError {
        let reason = String(cString: strerror(error.errnoCode))
        switch error.errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL: return unreachable(host, reason)
        default: return interrupted(host, reason)
        }
    }

    /// The system's words, of the first address that failed.
    private static func reason(of error: NIOConnectionError) -> String {
        if let failure = error.connectionErrors.first {
            return (failure.error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(failure.error)"
        }
        let lookup = error.dnsAError ?? error.dnsAAAAError
        return lookup.map { _ in "no such host" } ?? "no address"
    }

    private static func unreachable(_ host: String, _ cause: String) -> RegistryError {
        RegistryError(
            .unreachable, "cannot reach registry \(host): check its name and port, and that it runs", cause: cause)
    }

    private static func tls(_ host: String, _ cause: String) -> RegistryError {
        RegistryError(
            .tls,
            "cannot trust registry \(host): put its CA into /etc/docker/certs.d/\(host)/ca.crt, "
                + "or name it in the insecure registries",
            cause: cause)
    }

    static func stalled(_ host: String) -> RegistryError {
        RegistryError(.stalled, "registry \(host) sends nothing more: try again later, or check the network to it")
    }

    private static func interrupted(_ host: String, _ cause: String) -> RegistryError {
        RegistryError(.interrupted, "connection to registry \(host) broke off", cause: cause)
    }

    private static func malformed(_ host: String, _ cause: String) -> RegistryError {
        RegistryError(.malformed, "registry \(host) does not answer in HTTP", cause: cause)
    }
}
