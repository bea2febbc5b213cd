import FoundationEssentials
import NIOPosix
import NIOSSL

/// Whom to trust at a host and how to prove oneself there: Docker's `certs.d`.
struct TrustStore: Sendable {
    let directories: [String]

    /// - Returns: `nil` when the system's own trust is all there is.
    /// - Throws: `invalidConfiguration`, naming the file that cannot be read.
    func configuration(for authority: String, isInsecure: Bool) async throws -> TLSConfiguration? {
        let found = try await NIOThreadPool.singleton.runIfActive { try read(authority) }
        guard isInsecure || found != nil else { return nil }
        var configuration = found ?? .makeClientConfiguration()
        if isInsecure { configuration.certificateVerification = .none }
        return configuration
    }

    private func read(_ authority: String) throws -> TLSConfiguration? {
        var configuration: TLSConfiguration?
        for directory in directories {
            let path = "\(directory)/\(authority)"
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { continue }
            try names.sorted().forEach { try add("\(path)/\($0)", siblings: names, to: &configuration) }
        }
        return configuration
    }

    private func add(_ file: String, siblings: [String], to configuration: inout TLSConfiguration?) throws {
        var result = configuration ?? .makeClientConfiguration()
        if file.hasSuffix(".crt") {
            let authorities = try load(file) { try NIOSSLCertificate.fromPEMFile(file) }
            result.additionalTrustRoots.append(.certificates(authorities))
        } else if file.hasSuffix(".cert") {
            let key = String(file.dropLast(".cert".count)) + ".key"
            guard siblings.contains(where: { key.hasSuffix("/\($0)") }) else {
                throw RegistryError(
                    .invalidConfiguration, "client certificate \(file) has no key beside it: \(key) is missing")
            }
            result.certificateChain = try load(file) { try NIOSSLCertificate.fromPEMFile(file) }.map {
                .certificate($0)
            }
            result.privateKey = .privateKey(try load(key) { try NIOSSLPrivateKey(file: key, format: .pem) })
        } else {
            return
        }
        configuration = result
    }

    private func load<Content>(_ file: String, _ body: () throws -> Content) throws(RegistryError) -> Content {
        do {
            return try body()
        } catch {
            throw RegistryError(.invalidConfiguration, "cannot read \(file): it must be PEM", cause: "\(error)")
        }
    }
}
