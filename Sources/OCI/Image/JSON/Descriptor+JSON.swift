package import JSON

extension Descriptor: JSONMapped {
    /// Of content without a byte.
    package init() { self.init(mediaType: MediaType(rawValue: ""), digest: .ofNothing, size: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        var length = Length(bytes: size)
        try members.optional("annotations", &annotations)
        try members.optional("artifactType", &artifactType)
        try members.optional("data", &data)
        try members.required("digest", &digest)
        try members.defaulted("mediaType", &mediaType, as: .value)
        try members.optional("platform", &platform)
        try members.required("size", &length)
        try members.optional("urls", &urls)
        size = length.bytes
    }
}

/// A number of bytes that is none below zero, so that no length taken from a document can be.
private struct Length: JSONRepresentable {
    let bytes: Int64

    init(bytes: Int64) {
        self.bytes = bytes
    }

    init(json: JSONNode) throws(JSONError) {
        bytes = try Int64(json: json)
        guard bytes >= 0 else { throw JSONError(.invalidValue, "negative size \(bytes)") }
    }

    func write(to writer: inout JSONWriter) { bytes.write(to: &writer) }
}

extension Digest: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let text = try json.string()
        do { try self.init(parsing: text) } catch { throw JSONError(.invalidValue, error.message) }
    }

    package func write(to writer: inout JSONWriter) { writer.string(description) }
}

extension MediaType: JSONRepresentable {}
