import DockerServer
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TestSupport
import Testing

/// TCP under TLS, with clients that show a certificate and clients that do not.
@Suite(.timeLimit(.minutes(5))) struct TLSTests {
    /// The first line of the answer to a request; empty where the server ends the connection without one.
    private func answer(clientAuthority: Bool, client: (certificate: String, key: String)?) async throws -> String {
        var line = ""
        try await withTemporaryDirectory { directory in
            line = try await self.answer(directory, clientAuthority: clientAuthority, client: client)
        }
        return line
    }

    private func answer(
        _ directory: String, clientAuthority: Bool, client: (certificate: String, key: String)?
    ) async throws -> String {
        func file(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(filePath: "\(directory)/\(name)"))
            return "\(directory)/\(name)"
        }
        let options = TLSOptions(
            certificate: try file("cert.pem", TestCertificates.server),
            key: try file("key.pem", TestCertificates.serverKey),
            clientAuthority: clientAuthority ? try file("ca.pem", TestCertificates.authority) : nil)
        var router = Router()
        router.on(.GET, "/_ping") { _ in HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "OK"))) }
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton, router: router)
        let port = try await server.serve(host: "127.0.0.1", port: 0, tls: options.context())
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
        if let client {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(client.certificate.utf8))
                .map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(client.key.utf8), format: .pem))
        }
        let answer = try await ping(port: port, NIOSSLContext(configuration: configuration))
        await server.stop(within: .seconds(1))
        return String(answer.prefix { $0 != "\r\n" })
    }

    private func ping(port: Int, _ tls: NIOSSLContext) async throws -> String {
        let client = try await RawClient.connect(port: port, tls: tls)
        // A refused certificate shows at either of the two.
        try? await client.send("GET /_ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let answer = try? await client.receiveAll()
        await client.close()
        return answer ?? ""
    }

    @Test func withoutAnAuthorityEveryClientIsServed() async throws {
        #expect(try await answer(clientAuthority: false, client: nil) == "HTTP/1.1 200 OK")
    }

    @Test func withAnAuthorityAClientMustShowACertificate() async throws {
        #expect(try await answer(clientAuthority: true, client: nil) == "")
    }

    @Test func aClientOfTheAuthorityIsServed() async throws {
        let client = (TestCertificates.client, TestCertificates.clientKey)
        #expect(try await answer(clientAuthority: true, client: client) == "HTTP/1.1 200 OK")
    }

    @Test func aMissingCertificateIsNamed() {
        let options = TLSOptions(
            certificate: "/nonexistent/cert.pem", key: "/nonexistent/key.pem", clientAuthority: nil)
        #expect { _ = try options.context() } throws: { "\($0)".contains("/nonexistent/cert.pem") }
    }
}
