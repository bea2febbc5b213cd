import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import OCI

/// A registry's answer with an error status: distribution-spec, section "Error Codes".
struct Refusal: Sendable {
    /// No more of an error's body is read.
    static let bodyLimit = 64 << 10

    /// What the request was about, which decides the words.
    enum Subject: Sendable {
        case manifest(Reference)
        case blob(Digest)
        case upload
        case token
        case login
    }

    let host: String
    let status: HTTPResponseStatus
    /// Such as `MANIFEST_UNKNOWN`; empty when the body says nothing.
    let code: String
    /// `code: message` as Docker writes it.
    let summary: String
    let retryAfter: Duration?

    init(_ response: HTTPClientResponse, host: String, transport: Transport) async throws {
        let body = try? await response.body.collect(upTo: Self.bodyLimit)
        try Task.checkCancellation()
        self.init(status: response.status, headers: response.headers, body: body ?? ByteBuffer(), host: host)
    }

    init(status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, host: String) {
        self.host = host
        self.status = status
        retryAfter = headers.first(name: "Retry-After").flatMap { RetryAfter.parse($0) }
        let document = try? JSONDecoder().decode(ErrorDocument.self, from: Data(body.readableBytesView))
        let first = document?.errors?.first
        code = first?.code?.uppercased() ?? ""
        let words = first?.message ?? document?.details ?? document?.message ?? ""
        summary = Self.summarize(code: code, words: words, status: status)
    }

    private static func summarize(code: String, words: String, status: HTTPResponseStatus) -> String {
        let printable = words.unicodeScalars.prefix(512).map { $0.properties.generalCategory == .control ? " " : $0 }
        let message = String(String.UnicodeScalarView(printable))
        let name = code.lowercased().map { $0 == "_" ? " " : $0 }
        if code.isEmpty { return message.isEmpty ? "\(status.code) \(status.reasonPhrase)" : message }
        return message.isEmpty ? String(name) : "\(String(name)): \(message)"
    }

    private struct ErrorDocument: Decodable {
        struct Entry: Decodable {
            var code: String?
            var message: String?
        }

        var errors: [Entry]?
        /// Token servers' forms.
        var details: String?
        var message: String?
    }
}
