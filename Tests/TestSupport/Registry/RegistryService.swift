import NIOCore
import NIOHTTP1
import OCI
import Synchronization

struct RegistryResponse: Sendable {
    enum Ending: Sendable {
        case complete
        case stall(after: Int)
        case cut(after: Int)
        /// Not even a head.
        case drop
    }

    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var body = ByteBuffer()
    var ending = Ending.complete
    var isSized = true

    /// distribution-spec, section "Error Codes".
    static func error(_ status: HTTPResponseStatus, _ code: String, _ message: String) -> RegistryResponse {
        let json = #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#
        return RegistryResponse(
            status: status, headers: ["Content-Type": "application/json"], body: ByteBuffer(string: json))
    }
}

/// What the registry holds, and what it was told to do wrong.
struct RegistryState: Sendable {
    struct PendingFault: Sendable {
        let fault: RegistryFault
        var remaining: Int
        let matches: @Sendable (RecordedRequest) -> Bool
    }

    struct StoredManifest: Sendable {
        let mediaType: String
        let bytes: ByteBuffer
    }

    /// By repository, then by digest.
    var blobs: [String: [Digest: ByteBuffer]] = [:]
    /// By repository, then by tag and by digest.
    var manifests: [String: [String: StoredManifest]] = [:]
    var uploads: [String: ByteBuffer] = [:]
    var uploadCount = 0
    /// By their text.
    var tokens: [String: IssuedToken] = [:]
    var faults: [PendingFault] = []
    var requests: [RecordedRequest] = []
    var url = ""
    /// Of bodies, as far as the system has taken them.
    var bytesSent = 0
}

/// Answers requests; without any transport.
final class RegistryService: Sendable {
    let authentication: RegistryAuthentication
    let state = Mutex(RegistryState())

    init(authentication: RegistryAuthentication) {
        self.authentication = authentication
    }

    func listens(at url: String) {
        state.withLock { $0.url = url }
    }

    func respond(to request: RecordedRequest) -> RegistryResponse {
        state.withLock { state in
            state.requests.append(request)
            let fault = state.takeFault(for: request)
            if let response = fault?.replacement(for: request) { return response }
            let response =
                authentication.refusal(of: request, &state) ?? state.route(fault?.rewrite(request) ?? request)
            return fault?.distort(response) ?? response
        }
    }
}

extension RegistryState {
    fileprivate mutating func takeFault(for request: RecordedRequest) -> RegistryFault? {
        guard let index = faults.firstIndex(where: { $0.remaining > 0 && $0.matches(request) }) else { return nil }
        faults[index].remaining -= 1
        return faults[index].fault
    }

    /// `/v2/<name>/<kind>/<reference>`, where a name has slashes of its own.
    fileprivate mutating func route(_ request: RecordedRequest) -> RegistryResponse {
        if request.path == "/v2/" || request.path == "/v2" { return RegistryResponse(status: .ok) }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 5, parts[1] == "v2" else { return .error(.notFound, "NOT_FOUND", "no such page") }
        if let index = parts.lastIndex(of: "uploads"), index >= 3, parts[index - 1] == "blobs" {
            let name = parts[2..<(index - 1)].joined(separator: "/")
            return upload(request, name: name, id: parts[(index + 1)...].joined(separator: "/"))
        }
        let name = parts[2..<(parts.count - 2)].joined(separator: "/")
        switch parts[parts.count - 2] {
        case "manifests": return manifest(request, name: name, reference: parts[parts.count - 1])
        case "blobs": return blob(request, name: name, digest: parts[parts.count - 1])
        default: return .error(.notFound, "NOT_FOUND", "no such page")
        }
    }
}

extension RegistryFault {
    fileprivate func replacement(for request: RecordedRequest) -> RegistryResponse? {
        switch self {
        case .status(let code, let headers):
            var response = RegistryResponse.error(.init(statusCode: code), "UNKNOWN", "told to fail")
            for (name, value) in headers { response.headers.add(name: name, value: value) }
            return response
        case .redirect(let origin):
            let query = request.query.flatMap { name, values in values.map { "\(name)=\($0)" } }.joined(separator: "&")
            let location = origin + request.path + (query.isEmpty ? "" : "?\(query)")
            return RegistryResponse(status: .temporaryRedirect, headers: ["Location": location])
        default: return nil
        }
    }

    fileprivate func rewrite(_ request: RecordedRequest) -> RecordedRequest {
        var headers = request.headers
        var body = request.body
        switch self {
        case .ignoresRange: headers.remove(name: "Range")
        case .drop(let count): body = body.prefix(count)
        default: return request
        }
        return RecordedRequest(
            method: request.method, path: request.path, query: request.query, headers: headers, body: body)
    }

    fileprivate func distort(_ response: RegistryResponse) -> RegistryResponse {
        var response = response
        switch self {
        case .stall(let count): response.ending = .stall(after: count)
        case .cut(let count): response.ending = .cut(after: count)
        case .drop: response.ending = .drop
        case .withoutDigestHeader: response.headers.remove(name: "Docker-Content-Digest")
        case .unsized: response.isSized = false
        case .longer(let count): response.body.writeRepeatingByte(0, count: count)
        case .wrongDigestHeader:
            let digest = "sha256:" + String(repeating: "0", count: 64)
            response.headers.replaceOrAdd(name: "Docker-Content-Digest", value: digest)
        case .wrongBytes:
            if let first: UInt8 = response.body.getInteger(at: response.body.readerIndex) {
                response.body.setInteger(first ^ 1, at: response.body.readerIndex)
            }
        case .status, .redirect, .ignoresRange: break
        }
        return response
    }
}
