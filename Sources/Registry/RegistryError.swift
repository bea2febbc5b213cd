/// What a registry refused, or why it could not be asked.
///
/// The methods of `RegistryClient` throw this, `CancellationError` when their task was cancelled, and nothing else,
/// except that an upload passes on what its source of bytes threw.
package struct RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// Credentials are missing or wrong.
        case unauthorized
        /// Credentials are known and do not suffice.
        case denied
        case notFound
        /// 429, and the wait that was asked for is too long or did not help.
        case tooManyRequests
        /// The registry answered with an error of its own (5xx).
        case unavailable
        /// Nothing came for the time that `RegistryConfiguration.idleTimeout` allows.
        case stalled
        /// The connection broke off.
        case interrupted
        /// No connection: no such host, no listener, no route.
        case unreachable
        /// No trust: a certificate that does not verify, or no TLS at all.
        case tls
        case digestMismatch
        case sizeMismatch
        /// An answer that breaks the distribution specification.
        case malformed
        /// Well formed, and not served here, such as manifests of schema 1.
        case unsupported
        /// Any other refusal (4xx).
        case rejected
        /// The engine's own settings: a mirror, a certificate, an insecure registry that cannot be read.
        case invalidConfiguration
    }

    package let code: Code
    /// One line that names the registry or the image and the way out; worded as Docker's where clients read it.
    package let message: String
    /// What lay under it, in the words of the registry or of the system; empty where there is nothing to add.
    package let cause: String
    /// How long the registry asks to be left alone (`Retry-After`).
    package let retryAfter: Duration?

    package init(_ code: Code, _ message: String, cause: String = "", retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
        self.retryAfter = retryAfter
    }

    package var description: String {
        cause.isEmpty ? message : "\(message): \(cause)"
    }

    /// Whether the same request may succeed a little later.
    package var isTransient: Bool {
        switch code {
        case .tooManyRequests, .unavailable, .stalled, .interrupted: true
        default: false
        }
    }

    /// Whether no registry was understood at all, so that another scheme may work.
    var isConnectionFailure: Bool {
        switch code {
        case .unreachable, .tls, .interrupted: true
        default: false
        }
    }
}
