package import JSON

/// The answer to `GET /exec/{id}/json`.
package struct ExecInspect: WireObject {
    package var id = ""
    package var running = false
    /// Null until it has ended.
    package var exitCode: Int?
    package var processConfig = ExecProcessConfig()
    package var openStdin = false
    package var openStderr = false
    package var openStdout = false
    package var canRemove = false
    package var containerID = ""
    package var detachKeys = ""
    package var pid = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("ID", &id)
        try members.field("Running", &running)
        try members.nullable("ExitCode", &exitCode)
        try members.field("ProcessConfig", &processConfig)
        try members.field("OpenStdin", &openStdin)
        try members.field("OpenStderr", &openStderr)
        try members.field("OpenStdout", &openStdout)
        try members.field("CanRemove", &canRemove)
        try members.field("ContainerID", &containerID)
        try members.field("DetachKeys", &detachKeys)
        try members.field("Pid", &pid)
    }
}

package struct ExecProcessConfig: WireObject {
    package var tty = false
    package var entrypoint = ""
    package var arguments: [String] = []
    package var privileged = false
    package var user = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("tty", &tty)
        try members.field("entrypoint", &entrypoint)
        try members.field("arguments", &arguments)
        try members.field("privileged", &privileged)
        try members.omitEmpty("user", &user)
    }
}
