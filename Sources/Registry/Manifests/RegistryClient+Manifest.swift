import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import OCI

extension RegistryClient {
    /// Indexes within indexes, as image-spec allows; no real one is deeper than two.
    private static let indexDepth = 4

    /// Fetches the manifest or index that `reference` names: its digest where it has one, else its tag (or `latest`).
    ///
    /// The digest is computed over the bytes and checked against the reference and the registry's header.
    package func manifest(_ reference: Reference, credentials: Credentials? = nil) async throws -> FetchedManifest {
        let access = Access(.pull, reference, credentials: credentials)
        return try await perform(access) { endpoint, access in
            let response = try await self.requestManifest(.GET, reference, at: endpoint, for: access)
            let target = try RequestTarget("", at: endpoint)
            let bytes = try await self.transport.collect(response, limit: ManifestDocument.sizeLimit, from: target)
            return try FetchedManifest(bytes, headers: response.headers, reference: reference)
        }
    }

    /// Fetches the image manifest of `platform` that `reference` leads to, through an index where there is one.
    ///
    /// - Throws: `notFound` when an index has nothing that runs on `platform`.
    package func resolve(
        _ reference: Reference, platform: Platform, credentials: Credentials? = nil
    ) async throws -> ResolvedManifest {
        let target = try await manifest(reference, credentials: credentials)
        var fetched = target
        var chosen: Platform?
        for _ in 0...Self.indexDepth {
            switch fetched.document {
            case .manifest(let manifest):
                return ResolvedManifest(target: target, image: fetched, manifest: manifest, platform: chosen)
            case .index(let index):
                guard let entry = index.manifest(for: platform) else { throw Self.noMatch(platform, reference) }
                chosen = entry.platform ?? chosen
                fetched = try await manifest(reference.pinned(to: entry.digest), credentials: credentials)
                try Self.check(fetched, against: entry, of: reference)
            }
        }
        throw RegistryError(.malformed, "\(reference.familiar): indexes are nested more than \(Self.indexDepth) deep")
    }

    /// What `reference` stands for just now, without fetching it; `nil` when it does not exist.
    package func descriptor(of reference: Reference, credentials: Credentials? = nil) async throws -> Descriptor? {
        let access = Access(.pull, reference, credentials: credentials)
        do {
            let described = try await perform(access) { endpoint, access in
                let response = try await self.requestManifest(.HEAD, reference, at: endpoint, for: access)
                try await self.transport.discard(response)
                return Descriptor(describedBy: response.headers)
            }
            // Some registries leave out the digest in answers to HEAD.
            if let described { return described }
            return try await manifest(reference, credentials: credentials).descriptor
        } catch let error as RegistryError where error.code == .notFound {
            return nil
        }
    }

    private func requestManifest(
        _ method: HTTPMethod, _ reference: Reference, at endpoint: Endpoint, for access: Access
    ) async throws -> HTTPClientResponse {
        var request = RegistryRequest(method)
        for type in MediaType.acceptedManifests { request.headers.add(name: "Accept", value: type.rawValue) }
        return try await send(
            request, path: "\(reference.path)/manifests/\(reference.identifier)", to: endpoint, for: access,
            about: .manifest(reference))
    }

    private static func noMatch(_ platform: Platform, _ reference: Reference) -> RegistryError {
        RegistryError(
            .notFound, "no matching manifest for \(platform) in the manifest list entries of \(reference.familiar)",
            cause: "choose another one with --platform")
    }

    private static func check(_ fetched: FetchedManifest, against entry: Descriptor, of reference: Reference) throws {
        guard Int64(fetched.bytes.readableBytes) == entry.size else {
            throw RegistryError(
                .sizeMismatch,
                "manifest \(entry.digest) of \(reference.familiarName) has \(fetched.bytes.readableBytes) bytes, "
                    + "its index says \(entry.size)")
        }
    }
}

extension FetchedManifest {
    /// Checks what was received for `reference`.
    init(_ bytes: ByteBuffer, headers: HTTPHeaders, reference: Reference) throws {
        let stated = headers.first(name: "Docker-Content-Digest").flatMap { try? Digest(parsing: $0) }
        let expected = reference.digest ?? stated
        let digest = try ContentHash.digest(of: bytes, expected?.algorithm ?? .sha256)
        if let expected, expected != digest {
            throw RegistryError(
                .digestMismatch,
                "manifest of \(reference.familiar) does not have the digest that was asked for or promised: "
                    + "expected \(expected), received \(digest)")
        }
        let mediaType = headers.mediaType
        do {
            document = try ManifestDocument(parsing: bytes.readableBytesView, mediaType: mediaType)
        } catch {
            let code: RegistryError.Code = error.code == .unsupported ? .unsupported : .malformed
            throw RegistryError(code, "\(reference.familiar) cannot be used", cause: "\(error)")
        }
        self.bytes = bytes
        descriptor = Descriptor(mediaType: document.mediaType, digest: digest, size: Int64(bytes.readableBytes))
    }
}

extension Descriptor {
    /// From the headers of an answer to HEAD; `nil` when they do not tell everything.
    fileprivate init?(describedBy headers: HTTPHeaders) {
        guard let digest = headers.first(name: "Docker-Content-Digest").flatMap({ try? Digest(parsing: $0) }),
            let size = headers.first(name: "Content-Length").flatMap({ Int64($0) }), size > 0,
            let mediaType = headers.mediaType
        else { return nil }
        self.init(mediaType: mediaType, digest: digest, size: size)
    }
}

extension HTTPHeaders {
    /// `Content-Type` without its parameters.
    var mediaType: MediaType? {
        guard let value = first(name: "Content-Type")?.prefix(while: { $0 != ";" && $0 != " " }), !value.isEmpty else {
            return nil
        }
        return MediaType(rawValue: String(value))
    }
}
