import AsyncHTTPClient
package import NIOCore
import NIOHTTP1
package import OCI

extension RegistryClient {
    /// The largest blob that is fetched whole: configurations, which are refused by their size above this.
    private static let contentLimit: Int64 = 8 << 20

    /// A blob's bytes from `offset` on. Nothing is sent before the first byte is asked for.
    ///
    /// - Parameters:
    ///   - reference: of the repository; its tag and digest do not matter.
    ///   - offset: how many bytes are there already, at most the blob's size.
    package func blob(
        _ descriptor: Descriptor, of reference: Reference, from offset: Int64 = 0, credentials: Credentials? = nil
    ) -> BlobStream {
        BlobStream(
            client: self, descriptor: descriptor, access: Access(.pull, reference, credentials: credentials),
            offset: offset)
    }

    /// A small blob whole, its digest checked.
    ///
    /// - Throws: `sizeMismatch` for one of more than 8 MiB, `digestMismatch`.
    package func content(
        _ descriptor: Descriptor, of reference: Reference, credentials: Credentials? = nil
    ) async throws -> ByteBuffer {
        guard descriptor.size <= Self.contentLimit else {
            throw RegistryError(
                .sizeMismatch,
                "\(descriptor.digest) of \(reference.familiarName) has \(descriptor.size) bytes, "
                    + "more than the limit of \(Self.contentLimit)")
        }
        var content = ByteBuffer()
        for try await var buffer in blob(descriptor, of: reference, credentials: credentials) {
            content.writeBuffer(&buffer)
        }
        let digest = try ContentHash.digest(of: content, descriptor.digest.algorithm)
        guard digest == descriptor.digest else {
            throw RegistryError(
                .digestMismatch,
                "blob of \(reference.familiarName) does not have its digest: "
                    + "expected \(descriptor.digest), received \(digest)")
        }
        return content
    }

    /// Whether the repository has the blob.
    ///
    /// - Parameter reference: of the repository.
    package func hasBlob(
        _ digest: Digest, in reference: Reference, credentials: Credentials? = nil
    ) async throws -> Bool {
        try await hasBlob(digest, access: Access(.pull, reference, credentials: credentials))
    }

    func hasBlob(_ digest: Digest, access: Access) async throws -> Bool {
        do {
            try await perform(access) { endpoint, access in
                let response = try await self.send(
                    RegistryRequest(.HEAD), path: "\(access.path)/blobs/\(digest)", to: endpoint, for: access,
                    about: .blob(digest))
                try await self.transport.discard(response)
            }
            return true
        } catch let error as RegistryError where error.code == .notFound {
            return false
        }
    }
}

extension BlobStream {
    /// Asks for the blob from `position` on, at each endpoint in turn.
    func open(at position: Int64) async throws -> BlobBody {
        try await client.performOnce(access) { endpoint, access in
            var request = RegistryRequest(.GET)
            if position > 0 { request.headers.add(name: "Range", value: "bytes=\(position)-") }
            let response = try await client.send(
                request, path: "\(access.path)/blobs/\(descriptor.digest)", to: endpoint, for: access,
                about: .blob(descriptor.digest))
            return try BlobBody(
                response, of: descriptor, from: position, host: endpoint.authority,
                idleTimeout: client.configuration.idleTimeout)
        }
    }
}

extension Access {
    /// The repository's, below `/v2/`.
    var path: String { reference?.path ?? "" }
}
