import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OCI

/// One upload that a registry has begun: distribution-spec, section "Pushing blobs".
struct BlobUpload {
    private let client: RegistryClient
    private let endpoint: Endpoint
    private let access: Access
    /// Where the next request goes: each answer may name another place.
    private var location: RequestTarget
    /// How many bytes the registry has.
    private(set) var offset: Int64 = 0

    /// - Parameter response: to the request that began it.
    init(_ response: HTTPClientResponse, client: RegistryClient, endpoint: Endpoint, access: Access) async throws {
        self.client = client
        self.endpoint = endpoint
        self.access = access
        location = try RequestTarget("\(access.path)/blobs/uploads/", at: endpoint)
        guard response.headers.contains(name: "Location") else {
            throw RegistryError(.malformed, "registry \(endpoint.authority) begins an upload without a Location")
        }
        try await take(response)
    }

    /// Sends bytes from the registry's offset on, in one request.
    ///
    /// - Parameter size: of the whole blob; `nil` when it is known only at the end.
    mutating func append(_ source: BlobSource, size: Int64?) async throws {
        let start = offset
        var request = RegistryRequest(.PATCH)
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        // A registry that streams needs no range, and some refuse one; it matters when the bytes go on.
        if start > 0, let size { request.headers.add(name: "Content-Range", value: "\(start)-\(size - 1)") }
        request.body = .stream(length: size.map { $0 - start }) { try await source.open(at: start) }
        try await take(send(request))
    }

    /// Asks how far the registry has come.
    mutating func refresh() async throws {
        try await take(send(RegistryRequest(.GET)))
    }

    /// Ends the upload; the registry checks the digest.
    ///
    /// - Parameter content: all of the blob, where nothing was sent before.
    func commit(_ digest: Digest, content: RegistryRequest.Body = .none) async throws {
        var request = RegistryRequest(.PUT)
        request.query = [("digest", "\(digest)")]
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.body = content
        let response = try await send(request)
        try await client.transport.discard(response)
        guard response.status == .created || response.status == .noContent || response.status == .ok else {
            throw RegistryError(
                .malformed,
                "registry \(endpoint.authority) ends the upload of \(digest) with status \(response.status.code)")
        }
    }

    private func send(_ request: RegistryRequest) async throws -> HTTPClientResponse {
        try await client.send(request, to: location, endpoint, for: access, about: .upload)
    }

    private mutating func take(_ response: HTTPClientResponse) async throws {
        try await client.transport.discard(response)
        if let next = response.headers.first(name: "Location") {
            location = try await client.transport.follow(next, from: location)
        }
        if let range = response.headers.first(name: "Range") { offset = Self.end(of: range) }
    }

    /// `0-N`, where N is the last byte's offset. `0-0` is what registries say for no byte as well as for one: none is
    /// the safe reading, since a single byte is not worth keeping.
    private static func end(of range: String) -> Int64 {
        let bounds = range.drop { !$0.isNumber }.split(separator: "-").compactMap { Int64($0) }
        guard bounds.count == 2, bounds[0] == 0, bounds[1] > 0, bounds[1] < .max else { return 0 }
        return bounds[1] + 1
    }
}
