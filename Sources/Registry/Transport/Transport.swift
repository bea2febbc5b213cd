import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Sends requests: trust, redirects, and errors in this target's own words.
struct Transport: Sendable {
    private static let redirectLimit = 10

    let client: HTTPClient
    let trust: TrustStore
    let endpoints: EndpointDirectory
    let userAgent: String
    /// The longest time from a request to the head of its answer, for requests without a long body.
    let headTimeout: TimeAmount

    /// - Returns: the answer to the last request, whatever its status.
    func send(_ request: RegistryRequest, to target: RequestTarget) async throws -> HTTPClientResponse {
        var request = request
        var target = target
        for _ in 0...Self.redirectLimit {
            let response = try await sendOnce(request, to: target)
            guard let location = redirection(in: response, to: request.method) else { return response }
            try await discard(response)
            let next = try await follow(location, from: target)
            // Whoever stores a registry's blobs is no party to the user's secrets.
            if !next.isSameOrigin(as: target) { request.headers.remove(name: "Authorization") }
            request.query = []
            target = next
        }
        throw RegistryError(.malformed, "registry \(target.authority) redirects more than \(Self.redirectLimit) times")
    }

    private func sendOnce(_ request: RegistryRequest, to target: RequestTarget) async throws -> HTTPClientResponse {
        var message = HTTPClientRequest(url: target.adding(request.query))
        message.method = request.method
        message.headers = request.headers
        message.headers.replaceOrAdd(name: "User-Agent", value: userAgent)
        if target.isEncrypted {
            message.tlsConfiguration = try await trust.configuration(
                for: target.authority, isInsecure: target.isInsecure)
        }
        message.body = try await request.openBody()
        do {
            return try await client.execute(message, deadline: deadline(for: request))
        } catch {
            throw TransportFailure.translate(error, host: target.authority)
        }
    }

    /// A long body has no time limit of its own: the idle timeout sees to it that it moves.
    private func deadline(for request: RegistryRequest) -> NIODeadline {
        if case .stream = request.body { return .distantFuture }
        return .now() + headTimeout
    }

    private func redirection(in response: HTTPClientResponse, to method: HTTPMethod) -> String? {
        guard let location = response.headers.first(name: "Location") else { return nil }
        switch response.status.code {
        case 301, 302, 303: return method == .GET || method == .HEAD ? location : nil
        case 307, 308: return location
        default: return nil
        }
    }

    /// Where a `Location` leads, unless it leads out of TLS.
    func follow(_ location: String, from origin: RequestTarget) async throws -> RequestTarget {
        guard let url = origin.following(location) else {
            throw RegistryError(.malformed, "registry \(origin.authority) redirects to no usable URL: \"\(location)\"")
        }
        let plain = RequestTarget(url: url, isInsecure: false)
        let target = RequestTarget(url: url, isInsecure: await endpoints.isInsecure(plain.authority))
        guard target.isEncrypted || target.isInsecure || !origin.isEncrypted else {
            throw RegistryError(
                .tls,
                "registry \(origin.authority) redirects to \(target.authority) without TLS: "
                    + "name that host in the insecure registries to allow it")
        }
        return target
    }

    /// Reads a body whole.
    ///
    /// - Throws: `malformed` when it is longer than `limit` bytes.
    func collect(_ response: HTTPClientResponse, limit: Int, from target: RequestTarget) async throws -> ByteBuffer {
        do {
            return try await response.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw RegistryError(.malformed, "registry \(target.authority) answers with more than \(limit) bytes")
        } catch {
            throw TransportFailure.translate(error, host: target.authority)
        }
    }

    /// Reads a short body to its end, so that the connection can be used again.
    func discard(_ response: HTTPClientResponse) async throws {
        _ = try? await response.body.collect(upTo: Refusal.bodyLimit)
        try Task.checkCancellation()
    }
}
