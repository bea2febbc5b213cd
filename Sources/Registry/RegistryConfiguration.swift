/// How registries are reached. Everything has Docker's default.
package struct RegistryConfiguration: Sendable {
    /// Pull-through caches of docker.io, asked in this order before it.
    package var mirrors: [Mirror]
    /// Registries that may be spoken to without TLS, or with a certificate that does not verify. Loopback always may.
    package var insecureRegistries: [InsecureRegistry]
    /// Directories of `<host[:port]>/` with `*.crt` (more CAs) and `*.cert` beside `*.key` (the client's own).
    package var certificateDirectories: [String]
    /// The longest time to a connection.
    package var connectTimeout: Duration
    /// The longest time without a byte from a registry that owes one.
    package var idleTimeout: Duration
    package var retry: RetryPolicy
    package var userAgent: String

    package init(
        mirrors: [Mirror] = [], insecureRegistries: [InsecureRegistry] = [],
        certificateDirectories: [String] = ["/etc/docker/certs.d", "/etc/wherry/certs.d"],
        connectTimeout: Duration = .seconds(15), idleTimeout: Duration = .seconds(30),
        retry: RetryPolicy = RetryPolicy(), userAgent: String = "wherry"
    ) {
        self.mirrors = mirrors
        self.insecureRegistries = insecureRegistries
        self.certificateDirectories = certificateDirectories
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.retry = retry
        self.userAgent = userAgent
    }
}
