import FoundationEssentials

/// What a registry or an archive holds under an image's name.
package enum ManifestDocument: Equatable, Sendable {
    case manifest(Manifest)
    case index(Index)

    /// Larger ones are refused unread: distribution-spec asks registries to take at least 4 MiB, and none sends more.
    package static let sizeLimit = 4 << 20

    /// Reads a manifest or an index.
    ///
    /// A document that could be read as both is refused (GHSA-77vh-xpmg-72qh): its digest would stand for two images.
    ///
    /// - Parameter mediaType: what the transport or the descriptor says that it is; `nil` when nothing does.
    /// - Throws: `invalidDocument`, or `unsupported` for what is no image of schema 2.
    package init(parsing bytes: some Sequence<UInt8>, mediaType: MediaType? = nil) throws(OCIError) {
        let data = Data(bytes)
        guard data.count <= Self.sizeLimit else {
            throw OCIError(
                .invalidDocument, "manifest of \(data.count) bytes exceeds the limit of \(Self.sizeLimit) bytes")
        }
        let outline: Outline = try decodeDocument("manifest", data)
        try outline.check(mediaType)
        if outline.manifests != nil {
            self = .index(try decodeDocument("image index", data))
        } else {
            self = .manifest(try decodeDocument("manifest", data))
        }
    }

    package var mediaType: MediaType {
        switch self {
        case .manifest(let manifest): manifest.mediaType ?? .ociManifest
        case .index(let index): index.mediaType ?? .ociIndex
        }
    }
}

/// The members that tell the documents apart.
private struct Outline: Decodable {
    struct Present: Decodable {
        init(from decoder: any Decoder) {}
    }

    let schemaVersion: Int?
    let mediaType: MediaType?
    let config: Present?
    let layers: [Present]?
    let manifests: [Present]?
    let fsLayers: [Present]?

    func check(_ expected: MediaType?) throws(OCIError) {
        let named = mediaType ?? expected
        if schemaVersion == 1 || fsLayers != nil || named.map({ MediaType.dockerSchema1.contains($0.rawValue) }) == true
        {
            throw OCIError(
                .unsupported, "Docker Image Format v1 and Docker Image manifest version 2, schema 1 are not supported")
        }
        guard schemaVersion == 2 else {
            throw OCIError(
                .invalidDocument,
                "invalid manifest: schemaVersion is \(schemaVersion.map(String.init) ?? "missing"), not 2")
        }
        guard (manifests != nil) != (config != nil || layers != nil) else {
            throw OCIError(
                .invalidDocument, "invalid manifest: it must have either \"manifests\" or \"config\" and \"layers\"")
        }
        let kind: MediaType.Kind = manifests == nil ? .manifest : .index
        for claimed in [mediaType, expected].compactMap({ $0 }) where claimed.kind != .unknown && claimed.kind != kind {
            throw OCIError(.invalidDocument, "invalid manifest: its content is not of its media type \(claimed)")
        }
        if let mediaType, let expected, mediaType != expected, expected.kind != .unknown {
            throw OCIError(.invalidDocument, "invalid manifest: its media type is \(mediaType), expected \(expected)")
        }
    }
}

/// Decodes JSON, with one line for what is wrong and where.
func decodeDocument<Document: Decodable>(_ what: String, _ data: Data) throws(OCIError) -> Document {
    do {
        return try JSONDecoder().decode(Document.self, from: data)
    } catch let error as DecodingError {
        throw OCIError(.invalidDocument, "invalid \(what)", cause: error.summary)
    } catch {
        throw OCIError(.invalidDocument, "invalid \(what)", cause: "\(error)")
    }
}

extension DecodingError {
    fileprivate var summary: String {
        switch self {
        case .keyNotFound(let key, let context): "\(Self.path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(Self.path(context.codingPath)): \(context.debugDescription)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "not JSON" : "\(Self.path(context.codingPath)): \(context.detail)"
        @unknown default: "cannot be decoded"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
}

extension DecodingError.Context {
    fileprivate var detail: String {
        underlyingError.map { "\($0)" } ?? debugDescription
    }
}
