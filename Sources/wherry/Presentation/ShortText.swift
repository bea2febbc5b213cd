/// Long texts cut for tables.
enum ShortText {
    /// The first twelve digits, without the algorithm.
    static func id(_ id: String) -> String {
        let digits = id.utf8.firstIndex(of: UInt8(ascii: ":")).map { id.utf8[$0...].dropFirst() } ?? id.utf8[...]
        return String(Substring(digits.prefix(12)))
    }

    /// At most `length` characters, the last of which shows that there is more.
    static func ellipsis(_ text: String, _ length: Int) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }
}
