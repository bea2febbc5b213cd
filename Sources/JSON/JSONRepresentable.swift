/// A value that has a form in JSON (RFC 8259).
///
/// Codable would do the same with less code, and costs a program that has just started most of its time: each
/// keyed container of a new type makes the Swift runtime search the conformances of the whole program.
package protocol JSONRepresentable: Sendable {
    init(json: JSONNode) throws(JSONError)
    func write(to writer: inout JSONWriter)
}

extension JSONRepresentable {
    /// - Throws: ``JSONError``, which names the place of what is wrong.
    package init(json bytes: [UInt8]) throws(JSONError) {
        self = try Self(json: try JSONDocument(parsing: bytes).root)
    }

    /// On one line, or with `indentation` spaces a level on many.
    package func json(indentation: Int? = nil) -> [UInt8] {
        var writer = JSONWriter(indentation: indentation)
        write(to: &writer)
        return writer.bytes
    }
}
