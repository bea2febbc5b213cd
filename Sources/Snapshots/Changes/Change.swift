/// A path that differs from the stack below: a line of `docker diff`.
package struct Change: Equatable, Hashable, Sendable {
    /// The raw values are those of the Docker Engine API's `Kind`.
    package enum Kind: Int, Sendable {
        case modified = 0
        case added = 1
        case deleted = 2

        /// The letter that `docker diff` shows.
        package var letter: Character {
            switch self {
            case .modified: "C"
            case .added: "A"
            case .deleted: "D"
            }
        }
    }

    package var kind: Kind
    /// Absolute in the snapshot: `/etc/passwd`. Bytes that are not UTF-8 are shown as U+FFFD.
    package var path: String

    package init(_ kind: Kind, _ path: String) {
        self.kind = kind
        self.path = path
    }
}
