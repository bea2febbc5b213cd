/// A command line: a list of words, or on the wire also one string that is the only word.
package struct StringList: Codable, Equatable, Sendable, ExpressibleByArrayLiteral {
    package var words: [String]

    package init(_ words: [String]) {
        self.words = words
    }

    package init(arrayLiteral elements: String...) {
        words = elements
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            words = [word]
        } else {
            words = try container.decode([String].self)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        try words.encode(to: encoder)
    }
}
