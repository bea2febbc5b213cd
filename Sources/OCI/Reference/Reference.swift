/// An image's name as Docker's users write it: `[domain/]path[:tag][@digest]`, always well formed and complete: a short
/// name has become one of `docker.io`, and of its `library/` where it has no slash.
package struct Reference: Hashable, Sendable {
    /// The registry's host with its port where it has one.
    package let domain: String
    package let path: String
    package let tag: String?
    package let digest: Digest?

    package static let defaultDomain = "docker.io"
    package static let defaultTag = "latest"
    static let officialPrefix = "library/"
    static let legacyDomain = "index.docker.io"
}

extension Reference {
    /// `domain/path`.
    package var name: String { "\(domain)/\(path)" }

    /// The name as people write it: without `docker.io/` and `library/`, unless it would then read as another one.
    package var familiarName: String {
        guard domain == Self.defaultDomain else { return name }
        let rest = path.dropFirst(Self.officialPrefix.count)
        let isOfficial = path.hasPrefix(Self.officialPrefix) && !rest.contains("/")
        let short = isOfficial ? String(rest) : path
        return Self.namesDomain(short) || ReferenceGrammar.isIdentifier(short) ? name : short
    }

    /// The whole reference as people write it.
    package var familiar: String { familiarName + suffix }

    private var suffix: String {
        (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    package var isNameOnly: Bool { tag == nil && digest == nil }

    /// With the tag `latest` where there is neither a tag nor a digest.
    package var withDefaultTag: Reference {
        isNameOnly ? Reference(domain: domain, path: path, tag: Self.defaultTag, digest: nil) : self
    }

    /// The name alone.
    package var repository: Reference {
        Reference(domain: domain, path: path, tag: nil, digest: nil)
    }

    /// The name with that digest and no tag.
    package func pinned(to digest: Digest) -> Reference {
        Reference(domain: domain, path: path, tag: nil, digest: digest)
    }

    /// The name with that tag and no digest.
    ///
    /// - Throws: `invalidReference` when `tag` is malformed.
    package func tagged(_ tag: String) throws(OCIError) -> Reference {
        guard ReferenceGrammar.isTag(tag) else { throw OCIError(.invalidReference, "invalid tag format") }
        return Reference(domain: domain, path: path, tag: tag, digest: nil)
    }

    /// What a registry is asked for: the digest where there is one, else the tag.
    package var identifier: String {
        digest?.description ?? tag ?? Self.defaultTag
    }
}

extension Reference: CustomStringConvertible {
    /// The complete form.
    package var description: String { name + suffix }
}
