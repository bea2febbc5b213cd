/// A value that can be written as JSON (RFC 8259).
package protocol JSONWritable: Sendable {
    func write(to writer: inout JSONWriter)
}

extension JSONWritable {
    /// On one line, or on many, with `indentation` for each level.
    package func json(indentation: String? = nil) -> [UInt8] {
        var writer = JSONWriter(indentation: indentation)
        write(to: &writer)
        return writer.bytes
    }
}

/// A value that has a form in JSON.
///
/// Codable would do the same with less code, and costs a program that has just started most of its time: each
/// keyed container of a new type makes the Swift runtime search the conformances of the whole program.
package protocol JSONRepresentable: JSONWritable {
    init(json: JSONNode) throws(JSONError)
}

extension JSONRepresentable {
    /// - Throws: ``JSONError``, which names the place of what is wrong.
    package init(json bytes: [UInt8]) throws(JSONError) {
        self = try Self(json: try JSONDocument(parsing: bytes).root)
    }
}
