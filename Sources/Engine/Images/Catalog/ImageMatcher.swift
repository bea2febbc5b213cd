import Images
import Linux
import OCI

/// A filter with its names looked up and its patterns read.
struct ImageMatcher: Sendable {
    private let filter: ImageFilter
    private let patterns: [GlobPattern]
    private let before: Timestamp?
    private let since: Timestamp?

    /// - Throws: `invalidArgument` for a malformed pattern, `notFound` for an image that is not here.
    init(_ filter: ImageFilter, _ catalog: ImageCatalog) throws {
        self.filter = filter
        patterns = try filter.references.map { text in
            guard let pattern = GlobPattern(text) else {
                throw EngineError(.invalidArgument, "invalid filter 'reference=\(text)': syntax error in pattern")
            }
            return pattern
        }
        before = try filter.before.map { try Self.created($0, catalog) }
        since = try filter.since.map { try Self.created($0, catalog) }
    }

    private static func created(_ name: String, _ catalog: ImageCatalog) throws -> Timestamp {
        try catalog.configuration(catalog.find(name).id).created.flatMap { Timestamp($0) } ?? Timestamp(seconds: 0)
    }

    func matches(_ image: ImageSummary) -> Bool {
        let created = image.created ?? Timestamp(seconds: 0)
        return filter.isDangling.map { $0 == image.isDangling } ?? true
            && filter.labels.allSatisfy { Self.has(image.labels, $0) }
            && !filter.excludedLabels.contains { Self.has(image.labels, $0) }
            && before.map { created < $0 } ?? true
            && since.map { created > $0 } ?? true
            && filter.until.map { created < $0 } ?? true
    }

    /// The image with those of its names that are asked for; `nil` when it is not asked for at all.
    func select(_ image: ImageSummary) -> ImageSummary? {
        guard matches(image) else { return nil }
        guard !patterns.isEmpty else { return image }
        var image = image
        image.repoTags.removeAll { !isAskedFor($0) }
        image.repoDigests.removeAll { !isAskedFor($0) }
        return image.repoTags.isEmpty && image.repoDigests.isEmpty ? nil : image
    }

    /// As Docker: the pattern is of the whole reference or of the name alone.
    private func isAskedFor(_ name: String) -> Bool {
        let repository = (try? Reference(parsing: name))?.familiarName ?? name
        return patterns.contains { $0.matches(name) || $0.matches(repository) }
    }

    private static func has(_ labels: [String: String], _ wanted: String) -> Bool {
        guard let equals = wanted.firstIndex(of: "=") else { return labels[wanted] != nil }
        return labels[String(wanted[..<equals])] == String(wanted[wanted.index(after: equals)...])
    }
}
