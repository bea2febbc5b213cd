/// Long texts cut for tables.
enum ShortText {
    /// The first twelve digits, without the algorithm.
    static func id(_ id: String) -> String {
        String(id.split(separator: ":", maxSplits: 1).last?.prefix(12) ?? "")
    }

    /// At most `length` characters, the last of which shows that there is more.
    static func ellipsis(_ text: String, _ length: Int) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }
}
