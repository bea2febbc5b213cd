package import JSON

extension Descriptor: JSONRepresentable {
    /// - Throws: for a negative size too, so that no length taken from one can be.
    package init(json: JSONNode) throws(JSONError) {
        self.init(
            mediaType: try json.optional("mediaType") ?? MediaType(rawValue: ""), digest: try json.required("digest"),
            size: try json.required("size"), annotations: try json.optional("annotations"),
            platform: try json.optional("platform"))
        guard size >= 0 else { throw JSONError(.invalidValue, "negative size \(size)").inMember("size") }
        urls = try json.optional("urls")
        data = try json.optional("data")
        artifactType = try json.optional("artifactType")
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.optional("annotations", annotations)
            writer.optional("artifactType", artifactType)
            writer.optional("data", data)
            writer.required("digest", digest)
            writer.required("mediaType", mediaType)
            writer.optional("platform", platform)
            writer.required("size", size)
            writer.optional("urls", urls)
        }
    }
}

extension Digest: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        let text = try json.string()
        do { try self.init(parsing: text) } catch { throw JSONError(.invalidValue, error.message) }
    }

    package func write(to writer: inout JSONWriter) { writer.string(description) }
}

extension MediaType: JSONRepresentable {}
