import NIOCore
package import NIOSSL

/// How TCP is protected: dockerd's `--tls…` flags.
package struct TLSOptions: Sendable, Equatable {
    /// PEM files.
    package var certificate: String
    package var key: String
    /// Whose certificates clients must show; `nil` lets any client in.
    package var clientAuthority: String?

    package init(certificate: String, key: String, clientAuthority: String?) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }

    package func context() throws(ServerError) -> NIOSSLContext {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map(NIOSSLCertificateSource.certificate)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            if let clientAuthority {
                configuration.trustRoots = .file(clientAuthority)
                // A client's certificate names no host.
                configuration.certificateVerification = .noHostnameVerification
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ServerError(
                .badRequest, "cannot use the TLS certificate \(certificate) with \(key): \(error)", cause: error)
        }
    }
}
