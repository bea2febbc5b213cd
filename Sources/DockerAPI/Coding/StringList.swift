package import JSON

/// A command line: a list of words, or on the wire also one string that is the only word.
package struct StringList: Equatable, Sendable, ExpressibleByArrayLiteral {
    package var words: [String]

    package init(_ words: [String]) {
        self.words = words
    }

    package init(arrayLiteral elements: String...) {
        words = elements
    }
}

extension StringList: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        words = json.isString ? [try json.string()] : try [String](json: json)
    }

    package func write(to writer: inout JSONWriter) { words.write(to: &writer) }
}
