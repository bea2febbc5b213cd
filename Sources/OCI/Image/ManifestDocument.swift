import JSON

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
        let bytes = Array(bytes)
        guard bytes.count <= Self.sizeLimit else {
            throw OCIError(
                .invalidDocument, "manifest of \(bytes.count) bytes exceeds the limit of \(Self.sizeLimit) bytes")
        }
        let root = try parsing("manifest", try JSONDocument(parsing: bytes).root)
        let outline = try parsing("manifest", try Outline(root))
        try outline.check(mediaType)
        if outline.manifests != nil {
            self = .index(try parsing("image index", try Index(json: root)))
        } else {
            self = .manifest(try parsing("manifest", try Manifest(json: root)))
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
private struct Outline {
    let schemaVersion: Int?
    let mediaType: MediaType?
    let config: JSONValue?
    let layers, manifests, fsLayers: [JSONValue]?

    init(_ document: JSONNode) throws(JSONError) {
        schemaVersion = try document.optional("schemaVersion")
        mediaType = try document.optional("mediaType")
        config = try document.optional("config")
        layers = try document.optional("layers")
        manifests = try document.optional("manifests")
        fsLayers = try document.optional("fsLayers")
    }

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

/// A part of a document, with one line for what is wrong in it and where.
func parsing<Value>(
    _ what: String, _ value: @autoclosure () throws(JSONError) -> Value
) throws(OCIError) -> Value {
    do { return try value() } catch { throw OCIError(.invalidDocument, "invalid \(what)", cause: "\(error)") }
}
