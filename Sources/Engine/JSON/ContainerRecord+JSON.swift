package import JSON
import Networking
import OCI

extension ContainerRecord: JSONRepresentable {
    /// Of the form that is written. One that an engine of another version could not read has the next number.
    private static let version = 1

    /// - Throws: ``JSONError``, for one that a later version wrote too: nothing of it is guessed.
    package init(json: JSONNode) throws(JSONError) {
        // The first engines wrote no version.
        let version: Int = try json.optional("version") ?? Self.version
        guard version == Self.version else {
            let problem = "of form \(version), which a later version wrote: this one reads form \(Self.version)"
            throw JSONError(.invalidValue, problem).inMember("version")
        }
        self.init(
            id: try json.required("id"), name: try json.required("name"), createdAt: try json.required("createdAt"),
            imageID: try json.required("imageID"), platform: try json.required("platform"),
            configuration: try json.required("configuration"), arguments: try json.required("arguments"),
            mounts: try json.required("mounts"))
        state = try json.required("state")
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.required("version", Self.version)
            $0.required("id", id)
            $0.required("name", name)
            $0.required("createdAt", createdAt)
            $0.required("imageID", imageID)
            $0.required("platform", platform)
            $0.required("configuration", configuration)
            $0.required("arguments", arguments)
            $0.required("mounts", mounts)
            $0.required("state", state)
        }
    }
}

extension ContainerState: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("phase", &phase)
        try members.optional("pid", &pid)
        try members.optional("startedAt", &startedAt)
        try members.optional("finishedAt", &finishedAt)
        try members.required("exitCode", &exitCode)
        try members.required("outOfMemory", &outOfMemory)
        try members.required("error", &error)
        try members.required("restartCount", &restartCount)
        try members.required("stoppedByUser", &stoppedByUser)
        try members.defaulted("removesVolumes", &removesVolumes, as: removesVolumes ? .value : .absent)
        try members.optional("endpoint", &endpoint)
    }
}

extension ContainerState.Phase: JSONRepresentable {}

extension MountPoint: JSONMapped {
    package init() {
        self.init(kind: .bind, name: "", source: "", target: "", readOnly: false, propagation: "")
    }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("kind", &kind)
        try members.required("name", &name)
        try members.required("source", &source)
        try members.required("target", &target)
        try members.required("readOnly", &readOnly)
        try members.required("propagation", &propagation)
    }
}
