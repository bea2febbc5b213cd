import NIOCore
import NIOHTTP1
import OCI

/// distribution-spec, section "Pushing blobs".
extension RegistryState {
    mutating func upload(_ request: RecordedRequest, name: String, id: String) -> RegistryResponse {
        switch request.method {
        case "POST": startUpload(request, name: name)
        case "PATCH": appendToUpload(request, name: name, id: id)
        case "PUT": finishUpload(request, name: name, id: id)
        case "GET": uploads[id] == nil ? Self.unknownUpload : uploadStatus(.noContent, name: name, id: id)
        default: .error(.methodNotAllowed, "UNSUPPORTED", "the operation is unsupported")
        }
    }

    private static let unknownUpload = RegistryResponse.error(
        .notFound, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry")

    private mutating func startUpload(_ request: RecordedRequest, name: String) -> RegistryResponse {
        if let source = request.query["from"]?.first, let mounted = request.query["mount"]?.first,
            let digest = try? Digest(parsing: mounted), let blob = blobs[source]?[digest]
        {
            blobs[name, default: [:]][digest] = blob
            return created(name, digest)
        }
        uploadCount += 1
        let id = "upload-\(uploadCount)"
        uploads[id] = ByteBuffer()
        return uploadStatus(.accepted, name: name, id: id)
    }

    private mutating func appendToUpload(_ request: RecordedRequest, name: String, id: String) -> RegistryResponse {
        guard let present = uploads[id]?.readableBytes else { return Self.unknownUpload }
        if let range = request.header("Content-Range"), Int(range.prefix { $0 != "-" }) != present {
            return uploadStatus(.rangeNotSatisfiable, name: name, id: id)
        }
        var part = request.body
        uploads[id]?.writeBuffer(&part)
        return uploadStatus(.accepted, name: name, id: id)
    }

    private mutating func finishUpload(_ request: RecordedRequest, name: String, id: String) -> RegistryResponse {
        guard var content = uploads[id] else { return Self.unknownUpload }
        var part = request.body
        content.writeBuffer(&part)
        guard let text = request.query["digest"]?.first, let digest = try? Digest(parsing: text),
            digest == ContentDigest.sha256(content), request.query["state"]?.first == "of \(id)&more"
        else {
            return .error(.badRequest, "DIGEST_INVALID", "provided digest did not match uploaded content")
        }
        uploads[id] = nil
        blobs[name, default: [:]][digest] = content
        return created(name, digest)
    }

    private func created(_ name: String, _ digest: Digest) -> RegistryResponse {
        RegistryResponse(
            status: .created,
            headers: ["Location": "/v2/\(name)/blobs/\(digest)", "Docker-Content-Digest": "\(digest)"])
    }

    /// The location is relative and has a query of its own, as real registries' do: a client must keep it.
    private func uploadStatus(_ status: HTTPResponseStatus, name: String, id: String) -> RegistryResponse {
        let last = max(0, (uploads[id]?.readableBytes ?? 0) - 1)
        return RegistryResponse(
            status: status,
            headers: ["Location": "/v2/\(name)/blobs/uploads/\(id)?state=of%20\(id)%26more", "Range": "0-\(last)"])
    }
}
