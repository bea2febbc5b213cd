package import JSON

extension Manifest: JSONMapped {
    package init() { self.init(config: Descriptor(), layers: []) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("annotations", &annotations)
        try members.optional("artifactType", &artifactType)
        try members.required("config", &config)
        try members.required("layers", &layers)
        try members.optional("mediaType", &mediaType)
        try members.required("schemaVersion", &schemaVersion)
        try members.optional("subject", &subject)
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
