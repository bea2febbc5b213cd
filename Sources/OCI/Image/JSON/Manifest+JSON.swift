package import JSON

extension Manifest: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        self.init(
            config: try json.required("config"), layers: try json.required("layers"),
            annotations: try json.optional("annotations"))
        schemaVersion = try json.required("schemaVersion")
        mediaType = try json.optional("mediaType")
        artifactType = try json.optional("artifactType")
        subject = try json.optional("subject")
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.optional("annotations", annotations)
            writer.optional("artifactType", artifactType)
            writer.required("config", config)
            writer.required("layers", layers)
            writer.optional("mediaType", mediaType)
            writer.required("schemaVersion", schemaVersion)
            writer.optional("subject", subject)
        }
    }
}

extension Index: JSONMapped {
    package init() { self.init(manifests: []) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("annotations", &annotations)
        try members.optional("artifactType", &artifactType)
        try members.required("manifests", &manifests)
        try members.optional("mediaType", &mediaType)
        try members.required("schemaVersion", &schemaVersion)
        try members.optional("subject", &subject)
    }
}
