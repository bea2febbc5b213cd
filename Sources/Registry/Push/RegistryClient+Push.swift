import AsyncHTTPClient
package import NIOCore
import NIOHTTP1
package import OCI

/// How a blob came to be in the repository.
package enum BlobPush: Equatable, Sendable {
    /// It was there.
    case present
    /// The registry took it from another of its repositories.
    case mounted
    case uploaded
}

extension RegistryClient {
    /// A blob of at most this many bytes goes up with the request that ends its upload.
    private static let monolithicLimit: Int64 = 1 << 20

    /// Makes sure that the repository has the blob. An upload that breaks off goes on where the registry stopped.
    ///
    /// - Parameters:
    ///   - reference: of the repository.
    ///   - mountSource: another repository of the same registry that may have the blob.
    /// - Throws: also what `source` throws, unchanged.
    package func push(
        _ blob: Descriptor, from source: BlobSource, to reference: Reference,
        mountingFrom mountSource: Reference? = nil,
        credentials: Credentials? = nil
    ) async throws -> BlobPush {
        let access = Access(.push, reference, credentials: credentials)
        if try await hasBlob(blob.digest, access: access) { return .present }
        if let mountSource, mountSource.domain == reference.domain, mountSource.path != reference.path,
            try await mount(blob.digest, from: mountSource.path, access: access)
        {
            return .mounted
        }
        try await retrying { upload in try await send(blob, from: source, access: access, upload: &upload) }
        return .uploaded
    }

    /// Uploads bytes whose size and digest are known when they end, such as a layer that is being packed. A try that
    /// fails begins again at the source's start.
    ///
    /// - Parameter digest: asked for after the last byte.
    /// - Returns: what `digest` gave, which the registry has checked.
    package func push(
        streaming source: BlobSource, to reference: Reference, credentials: Credentials? = nil,
        digest: @Sendable () async throws -> Digest
    ) async throws -> Digest {
        let access = Access(.push, reference, credentials: credentials)
        return try await configuration.retry.run {
            var upload = try await beginUpload(access)
            try await upload.append(source, size: nil)
            let result = try await digest()
            try await upload.commit(result)
            return result
        }
    }

    /// Stores a manifest or an index under the reference's tag, or its digest where it has one.
    ///
    /// - Throws: `digestMismatch` when the registry understood other bytes.
    package func push(
        manifest bytes: ByteBuffer, mediaType: MediaType, to reference: Reference, credentials: Credentials? = nil
    ) async throws -> Descriptor {
        let digest = try ContentHash.digest(of: bytes, reference.digest?.algorithm ?? .sha256)
        if let expected = reference.digest, expected != digest {
            throw RegistryError(
                .digestMismatch, "manifest to be pushed as \(reference.familiar) has the digest \(digest)")
        }
        var request = RegistryRequest(.PUT)
        request.headers.add(name: "Content-Type", value: mediaType.rawValue)
        request.body = .bytes(bytes)
        let message = request
        try await perform(Access(.push, reference, credentials: credentials)) { endpoint, access in
            let response = try await self.send(
                message, path: "\(access.path)/manifests/\(reference.identifier)", to: endpoint, for: access,
                about: .manifest(reference))
            try await self.transport.discard(response)
            try Self.check(response.headers, digest, reference)
        }
        return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.readableBytes))
    }

    private static func check(_ headers: HTTPHeaders, _ digest: Digest, _ reference: Reference) throws(RegistryError) {
        guard let stored = headers.first(name: "Docker-Content-Digest"), stored != "\(digest)" else { return }
        throw RegistryError(
            .digestMismatch, "registry \(reference.domain) stored \(reference.familiar) as \(stored), not as \(digest)")
    }
}

extension RegistryClient {
    /// Whether the registry took the blob from there. One that does not know how, or may not, is no failure.
    private func mount(_ digest: Digest, from source: String, access: Access) async throws -> Bool {
        var access = access
        access.mountSource = source
        do {
            return try await perform(access) { endpoint, access in
                var request = RegistryRequest(.POST)
                request.query = [("mount", "\(digest)"), ("from", source)]
                let response = try await self.send(
                    request, path: "\(access.path)/blobs/uploads/", to: endpoint, for: access, about: .upload)
                try await self.transport.discard(response)
                return response.status == .created
            }
        } catch let error as RegistryError where [.unauthorized, .denied, .notFound, .rejected].contains(error.code) {
            return false
        }
    }

    func beginUpload(_ access: Access) async throws -> BlobUpload {
        try await performOnce(access) { endpoint, access in
            let response = try await self.send(
                RegistryRequest(.POST), path: "\(access.path)/blobs/uploads/", to: endpoint, for: access, about: .upload
            )
            return try await BlobUpload(response, client: self, endpoint: endpoint, access: access)
        }
    }

    private func send(
        _ blob: Descriptor, from source: BlobSource, access: Access, upload: inout BlobUpload?
    ) async throws {
        if blob.size <= Self.monolithicLimit {
            let content = RegistryRequest.Body.stream(length: blob.size) { try await source.open(at: 0) }
            return try await beginUpload(access).commit(blob.digest, content: content)
        }
        var current = try await resumed(upload, access: access)
        upload = current
        if current.offset > blob.size { current = try await beginUpload(access) }
        if current.offset < blob.size {
            try await current.append(source, size: blob.size)
            upload = current
        }
        try await current.commit(blob.digest)
    }

    /// The upload as far as the registry has it, or a new one when it has lost it.
    private func resumed(_ upload: BlobUpload?, access: Access) async throws -> BlobUpload {
        guard var upload else { return try await beginUpload(access) }
        do {
            try await upload.refresh()
            return upload.offset > 0 ? upload : try await beginUpload(access)
        } catch let error as RegistryError where !error.isTransient {
            return try await beginUpload(access)
        }
    }

    /// Runs `operation` as the retry policy does, with an upload that lasts from one try to the next.
    private func retrying(_ operation: (inout BlobUpload?) async throws -> Void) async throws {
        var upload: BlobUpload?
        try await configuration.retry.run { try await operation(&upload) }
    }
}
