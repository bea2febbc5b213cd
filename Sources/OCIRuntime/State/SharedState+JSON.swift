import JSON
import OCI

extension SharedAttributes: JSONMapped {
    init() {}

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("personality", &personality)
        try members.optional("memoryPolicy", &memoryPolicy)
        try members.optional("affinity", &affinity)
        try members.optional("listener", &listener)
    }
}

extension SeccompListener: JSONMapped {
    init() {
        path = ""
    }

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("path", &path)
        try members.optional("metadata", &metadata)
    }
}

extension SharedRoot: JSONMapped {
    init() {
        path = ""
        mount = 0
    }

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("path", &path)
        try members.required("mount", &mount)
    }
}

extension ResourceControl: JSONMapped {
    init() {}

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("groups", &groups)
        try members.required("made", &made)
    }
}
