package import JSON

/// The body of `POST /containers/{id}/exec`.
package struct ExecCreateRequest: WireObject {
    package var user = ""
    package var privileged = false
    package var tty = false
    /// Rows, then columns.
    package var consoleSize: [Int]?
    package var attachStdin = false
    package var attachStderr = false
    package var attachStdout = false
    package var detachKeys = ""
    package var env: [String] = []
    package var workingDir = ""
    package var cmd: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("User", &user)
        try members.field("Privileged", &privileged)
        try members.field("Tty", &tty)
        try members.optional("ConsoleSize", &consoleSize)
        try members.field("AttachStdin", &attachStdin)
        try members.field("AttachStderr", &attachStderr)
        try members.field("AttachStdout", &attachStdout)
        try members.omitEmpty("DetachKeys", &detachKeys)
        try members.nullIfEmpty("Env", &env)
        try members.field("WorkingDir", &workingDir)
        try members.nullIfEmpty("Cmd", &cmd)
    }
}

package struct ExecCreateResponse: WireObject {
    package var id = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
    }
}

/// The body of `POST /exec/{id}/start`.
package struct ExecStartRequest: WireObject {
    package var detach = false
    package var tty = false
    /// Rows, then columns.
    package var consoleSize: [Int]?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Detach", &detach)
        try members.field("Tty", &tty)
        try members.optional("ConsoleSize", &consoleSize)
    }
}
