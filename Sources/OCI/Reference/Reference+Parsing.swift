extension Reference {
    /// Bytes of a repository's path.
    static let pathLimit = 255

    /// Reads a reference as Docker does (distribution's `reference.ParseNormalizedNamed`).
    ///
    /// - Throws: `invalidReference` in Docker's words, or `invalidDigest`.
    package init(parsing text: String) throws(OCIError) {
        // An ID is no name: `docker pull <id>` would otherwise ask docker.io for `library/<id>`.
        guard !ReferenceGrammar.isIdentifier(text) else {
            throw OCIError(
                .invalidReference, "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings")
        }
        let (domain, remainder) = Self.splitDomain(text)
        let remoteName = remainder.prefix { $0 != ":" }
        guard !remoteName.utf8.contains(where: \.isUppercase) else {
            throw OCIError(
                .invalidReference, "invalid reference format: repository name (\(remoteName)) must be lowercase")
        }
        let parts = try Self.splitSuffix(remainder)
        guard ReferenceGrammar.isDomain(domain), ReferenceGrammar.isPath(parts.path) else { throw Self.malformed }
        guard parts.path.utf8.count <= Self.pathLimit else {
            throw OCIError(.invalidReference, "repository name must not be more than \(Self.pathLimit) characters")
        }
        self.init(domain: domain, path: parts.path, tag: parts.tag, digest: parts.digest)
    }

    private static let malformed = OCIError(.invalidReference, "invalid reference format")

    private static func splitDomain(_ text: String) -> (domain: String, remainder: String) {
        let first = text.prefix { $0 != "/" }
        let isNamed = namesDomain(text)
        var domain = isNamed ? String(first) : defaultDomain
        var remainder = isNamed ? String(text[first.endIndex...].dropFirst()) : text
        if domain == legacyDomain { domain = defaultDomain }
        if domain == defaultDomain, !remainder.contains("/") { remainder = officialPrefix + remainder }
        return (domain, remainder)
    }

    /// The part before the first slash is a registry only when it cannot be a user's name.
    static func namesDomain(_ text: String) -> Bool {
        let first = text.prefix { $0 != "/" }
        guard first.endIndex != text.endIndex else { return false }
        return first == "localhost" || first.utf8.contains { ".:".utf8.contains($0) || $0.isUppercase }
    }

    private static func splitSuffix(
        _ remainder: String
    ) throws(OCIError) -> (path: String, tag: String?, digest: Digest?) {
        let named = remainder.prefix { $0 != "@" }
        var digest: Digest?
        if named.endIndex != remainder.endIndex {
            let text = String(remainder[named.endIndex...].dropFirst())
            guard ReferenceGrammar.isDigest(text) else { throw malformed }
            digest = try Digest(parsing: text)
        }
        let path = named.prefix { $0 != ":" }
        guard path.endIndex != named.endIndex else { return (String(path), nil, digest) }
        let tag = String(named[path.endIndex...].dropFirst())
        guard ReferenceGrammar.isTag(tag) else { throw malformed }
        return (String(path), tag, digest)
    }
}
