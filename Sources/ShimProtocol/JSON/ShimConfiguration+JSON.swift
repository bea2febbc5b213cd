package import JSON
import Linux

extension ShimConfiguration: JSONMapped {
    package init() {
        self.init(id: "", root: .directory(path: "", readOnly: true), runtimeRoot: "", exitFile: "", listener: -1)
    }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("id", &id)
        try members.required("root", &root)
        try members.optional("runtime", &runtime)
        try members.required("runtimeRoot", &runtimeRoot)
        try members.required("initProcess", &initProcess)
        try members.required("openStdin", &openStdin)
        try members.required("stdinOnce", &stdinOnce)
        try members.optional("log", &log)
        try members.required("exitFile", &exitFile)
        try members.required("listener", &listener)
        try members.required("held", &held)
    }
}

extension LogFile: JSONMapped {
    package init() { self.init(path: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("path", &path)
        try members.required("maximumSize", &maximumSize)
        try members.required("maximumFiles", &maximumFiles)
    }
}

extension ExitStatus: JSONMapped {
    package init() { self.init(code: 0, exitedAt: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("code", &code)
        try members.required("exitedAt", &exitedAt)
        try members.required("outOfMemory", &outOfMemory)
    }
}
