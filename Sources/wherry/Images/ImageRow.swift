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

    private struct Name {
        let repository: String
        var tag = none
        var digest = none
    }

    /// One without a tag is shown by its repository's digest, or by nothing.
    private static func names(_ image: ImageSummary, withDigests: Bool) -> [Name] {
        let digests = image.repoDigests.filter { !$0.hasPrefix(none) }.map { split($0, at: "@") }
        let tagged = image.repoTags.filter { $0 != "\(none):\(none)" }.map { tag in
            let (repository, tag) = split(tag, at: ":")
            let digest = withDigests ? digests.first { $0.0 == repository }?.1 : nil
            return Name(repository: repository, tag: tag, digest: digest ?? none)
        }
        if !tagged.isEmpty { return tagged }
        if digests.isEmpty { return [Name(repository: none)] }
        return digests.map { Name(repository: $0.0, digest: $0.1) }
    }

    private static func split(_ text: String, at separator: Character) -> (String, String) {
        guard let index = text.lastIndex(of: separator) else { return (text, none) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }
}
