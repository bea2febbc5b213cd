package import JSON

extension ProcessDefaults: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("ArgsEscaped", &argsEscaped)
        try members.arguments("Cmd", &cmd)
        try members.arguments("Entrypoint", &entrypoint)
        try members.optional("Env", &env)
        try members.optional("ExposedPorts", &exposedPorts)
        try members.optional("Healthcheck", &healthcheck)
        try members.optional("Labels", &labels)
        try members.optional("OnBuild", &onBuild)
        try members.arguments("Shell", &shell)
        try members.optional("StopSignal", &stopSignal)
        try members.optional("StopTimeout", &stopTimeout)
        try members.optional("User", &user)
        try members.optional("Volumes", &volumes)
        try members.optional("WorkingDir", &workingDir)
    }
}

extension ProcessDefaults.Healthcheck: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("Interval", &interval)
        try members.optional("Retries", &retries)
        try members.optional("StartInterval", &startInterval)
        try members.optional("StartPeriod", &startPeriod)
        try members.optional("Test", &test)
        try members.optional("Timeout", &timeout)
    }
}

/// An argument list, which Docker's older images also give as one string.
private struct Arguments: JSONRepresentable {
    let words: [String]

    init(words: [String]) { self.words = words }

    init(json: JSONNode) throws(JSONError) {
        words = json.isString ? [try json.string()] : try [String](json: json)
    }

    func write(to writer: inout JSONWriter) { words.write(to: &writer) }
}

extension JSONMembers {
    fileprivate mutating func arguments(_ name: StaticString, _ words: inout [String]?) throws(Failure) {
        var arguments = words.map(Arguments.init(words:))
        try optional(name, &arguments)
        words = arguments?.words
    }
}

extension NameSet: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        self.init(try json.members().map(\.name))
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for name in sorted {
                writer.name(name)
                writer.object { _ in }
            }
        }
    }
}
