package import JSON

extension ShimState: JSONMapped {
    package init() { self.init(phase: .waiting) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("phase", &phase)
        try members.optional("pid", &pid)
        try members.optional("startedAt", &startedAt)
        try members.optional("exit", &exit)
        try members.required("execs", &execs)
    }
}

extension ShimFailure: JSONMapped {
    package init() { self.init(code: .runtime, message: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("code", &code)
        try members.required("message", &message)
    }
}

extension AttachStreams: JSONMapped {
    package init() { self.init(input: false, output: false, error: false) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("input", &input)
        try members.required("output", &output)
        try members.required("error", &error)
    }
}

extension ShimState.Phase: JSONRepresentable {}
extension ShimFailure.Code: JSONRepresentable {}
