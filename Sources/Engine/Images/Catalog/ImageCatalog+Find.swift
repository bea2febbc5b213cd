import Images
import OCI

extension ImageCatalog {
    /// The image that a name or an ID means.
    ///
    /// - Throws: `notFound`; `invalidArgument` for what can be neither, and for an ambiguous beginning of an ID.
    func find(_ name: String) throws -> ImageRecord {
        if let image = try image(withID: name) { return image }
        let reference = Result { try Reference(parsing: name) }
        if case .success(let reference) = reference, let named = try self.name(reference) {
            guard let image = try store.image(named.imageID) else { throw Self.noSuchImage(name) }
            return image
        }
        let matches = try store.images(withPrefix: Self.identifier(name))
        guard matches.count < 2 else {
            throw EngineError(.invalidArgument, "multiple IDs found with provided prefix: \(name)")
        }
        if let match = matches.first, let image = try store.image(match) { return image }
        if case .failure(let error) = reference, !Self.isIdentifier(name) { throw error }
        throw Self.noSuchImage(name)
    }

    /// - Parameter reference: without a tag and a digest it means the tag `latest`; with both, the digest counts.
    func name(_ reference: Reference) throws -> NameRecord? {
        if let digest = reference.digest { return try store.name(reference.pinned(to: digest)) }
        return try store.name(reference.withDefaultTag)
    }

    /// Whether `name` is an ID or the beginning of one, rather than a name of the image `id`.
    func isIdentifier(_ name: String, of id: Digest) -> Bool {
        id.encoded.hasPrefix(Self.identifier(name))
    }

    private func image(withID text: String) throws -> ImageRecord? {
        let identifier = Self.identifier(text)
        guard let digest = try? Digest(.sha256, encoded: identifier) else { return nil }
        return try store.image(digest)
    }

    private static func identifier(_ text: String) -> String {
        text.hasPrefix("sha256:") ? String(text.dropFirst("sha256:".count)) : text
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (try? Digest(.sha256, encoded: identifier(text))) != nil
    }

    private static func noSuchImage(_ name: String) -> EngineError {
        let shown = (try? Reference(parsing: name))?.withDefaultTag.familiar ?? name
        return EngineError(.notFound, "No such image: \(shown)")
    }
}
