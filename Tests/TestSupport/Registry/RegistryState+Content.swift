import Crypto
package import NIOCore
import NIOHTTP1
package import OCI

extension RegistryState {
    mutating func blob(_ request: RecordedRequest, name: String, digest text: String) -> RegistryResponse {
        guard let digest = try? OCI.Digest(parsing: text), let blob = blobs[name]?[digest] else {
            return .error(.notFound, "BLOB_UNKNOWN", "blob unknown to registry")
        }
        var headers: HTTPHeaders = [
            "Docker-Content-Digest": text, "Content-Type": "application/octet-stream", "Accept-Ranges": "bytes",
        ]
        guard let range = request.header("Range"), request.method == "GET" else {
            return RegistryResponse(status: .ok, headers: headers, body: blob)
        }
        guard let start = Int(range.dropFirst("bytes=".count).prefix { $0 != "-" }), start < blob.readableBytes,
            let slice = blob.getSlice(at: blob.readerIndex + start, length: blob.readableBytes - start)
        else {
            return RegistryResponse(status: .rangeNotSatisfiable)
        }
        headers.add(name: "Content-Range", value: "bytes \(start)-\(blob.readableBytes - 1)/\(blob.readableBytes)")
        return RegistryResponse(status: .partialContent, headers: headers, body: slice)
    }

    mutating func manifest(_ request: RecordedRequest, name: String, reference: String) -> RegistryResponse {
        if request.method == "PUT" { return putManifest(request, name: name, reference: reference) }
        guard let repository = manifests[name] else {
            return .error(.notFound, "NAME_UNKNOWN", "repository name not known to registry")
        }
        guard let manifest = repository[reference] else {
            return .error(.notFound, "MANIFEST_UNKNOWN", "manifest unknown")
        }
        let digest = ContentDigest.sha256(manifest.bytes)
        return RegistryResponse(
            status: .ok, headers: ["Content-Type": manifest.mediaType, "Docker-Content-Digest": "\(digest)"],
            body: manifest.bytes)
    }

    private mutating func putManifest(_ request: RecordedRequest, name: String, reference: String) -> RegistryResponse {
        let mediaType = request.header("Content-Type") ?? ""
        guard case .manifest(let manifest)? = try? ManifestDocument(parsing: request.body.readableBytesView) else {
            return storeManifest(request.body, mediaType, name: name, reference: reference)
        }
        for descriptor in [manifest.config] + manifest.layers where blobs[name]?[descriptor.digest] == nil {
            return .error(.badRequest, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry")
        }
        return storeManifest(request.body, mediaType, name: name, reference: reference)
    }

    mutating func storeManifest(
        _ bytes: ByteBuffer, _ mediaType: String, name: String, reference: String
    ) -> RegistryResponse {
        let digest = ContentDigest.sha256(bytes)
        guard !reference.hasPrefix("sha256:") || reference == "\(digest)" else {
            return .error(.badRequest, "DIGEST_INVALID", "provided digest did not match uploaded content")
        }
        for key in [reference, "\(digest)"] {
            manifests[name, default: [:]][key] = StoredManifest(mediaType: mediaType, bytes: bytes)
        }
        return RegistryResponse(
            status: .created,
            headers: ["Location": "/v2/\(name)/manifests/\(digest)", "Docker-Content-Digest": "\(digest)"])
    }
}

/// SHA-256 of the tests' own contents.
package enum ContentDigest {
    package static func sha256(_ bytes: ByteBuffer) -> OCI.Digest {
        var hash = SHA256()
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        do {
            return try OCI.Digest(.sha256, hash: hash.finalize())
        } catch {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
    }
}
