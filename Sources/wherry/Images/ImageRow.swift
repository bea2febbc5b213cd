import DockerAPI

/// An image in a list: a row for each of its tags.
enum ImageRow {
    static let fields: [Listing.Field] = [
        .init("Repository", "REPOSITORY"), .init("Tag", "TAG"), .init("Digest", "DIGEST"), .init("ID", "IMAGE ID"),
        .init("CreatedSince", "CREATED"), .init("CreatedAt", "CREATED AT"), .init("Size", "SIZE"),
        .init("Containers", "CONTAINERS"), .init("SharedSize", "SHARED SIZE"), .init("UniqueSize", "UNIQUE SIZE"),
        .init("VirtualSize", "VIRTUAL SIZE"),
    ]
    static let columns = ["Repository", "Tag", "ID", "CreatedSince", "Size"]
    static let columnsWithDigest = ["Repository", "Tag", "Digest", "ID", "CreatedSince", "Size"]
    private static let none = "<none>"

    static func rows(_ image: ImageSummary, isWhole: Bool, withDigests: Bool, now: Int) -> [[String: String]] {
        let common = [
            "ID": isWhole ? image.id : ShortText.id(image.id),
            "CreatedSince": Ago.since(image.created, now: now), "CreatedAt": LocalTime(image.created).text,
            "Size": ByteSize.decimal(image.size), "Containers": image.containers < 0 ? "N/A" : String(image.containers),
            "SharedSize": image.sharedSize < 0 ? "N/A" : ByteSize.decimal(image.sharedSize),
            "VirtualSize": ByteSize.decimal(image.size, digits: 4),
            "UniqueSize": image.sharedSize < 0 ? "N/A" : ByteSize.decimal(image.size - image.sharedSize),
        ]
        return names(image, withDigests: withDigests).map { name in
            common.merging(["Repository": name.repository, "Tag": name.tag, "Digest": name.digest]) { $1 }
        }
    }

    private struct Name: Equatable {
        let repository: String
        var tag = none
        var digest = none
    }

    /// A row for each tag and, where digests are shown, for each digest of the tag's repository: which of them the tag
    /// has is not known. A repository without a tag is shown by its digests.
    private static func names(_ image: ImageSummary, withDigests: Bool) -> [Name] {
        let tags = image.repoTags.filter { $0 != "\(none):\(none)" }.map { split($0, at: ":") }
        let digests = image.repoDigests.filter { !$0.hasPrefix(none) }.map { split($0, at: "@") }
        let tagged = tags.flatMap { repository, tag in
            let own = withDigests ? digests.filter { $0.0 == repository }.map(\.1) : []
            return (own.isEmpty ? [none] : own).map { Name(repository: repository, tag: tag, digest: $0) }
        }
        var untagged = digests.filter { digest in !tags.contains { $0.0 == digest.0 } }
            .map { Name(repository: $0.0, digest: withDigests ? $0.1 : none) }
        if !withDigests { untagged = untagged.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
        return tagged.isEmpty && untagged.isEmpty ? [Name(repository: none)] : tagged + untagged
    }

    private static func split(_ text: String, at separator: Character) -> (String, String) {
        guard let index = text.lastIndex(of: separator) else { return (text, none) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }
}
