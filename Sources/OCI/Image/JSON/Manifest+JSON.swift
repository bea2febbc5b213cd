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

extension Index: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        self.init(manifests: try json.required("manifests"), annotations: try json.optional("annotations"))
        schemaVersion = try json.required("schemaVersion")
        mediaType = try json.optional("mediaType")
        artifactType = try json.optional("artifactType")
        subject = try json.optional("subject")
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.optional("annotations", annotations)
            writer.optional("artifactType", artifactType)
            writer.required("manifests", manifests)
            writer.optional("mediaType", mediaType)
            writer.required("schemaVersion", schemaVersion)
            writer.optional("subject", subject)
        }
    }
}
