package import JSON

/// What a container runs, independent of the host (`Config` on inspect).
package struct ContainerConfig: WireObject {
    package var hostname = ""
    package var domainname = ""
    /// `user`, `uid`, `user:group` or `uid:gid`.
    package var user = ""
    package var attachStdin = false
    package var attachStdout = false
    package var attachStderr = false
    /// Keys such as `80/tcp`.
    package var exposedPorts: [String: EmptyObject] = [:]
    package var tty = false
    package var openStdin = false
    package var stdinOnce = false
    /// `NAME=value`; a name alone removes the image's.
    package var env: [String] = []
    package var cmd: StringList?
    package var healthcheck: HealthConfig?
    package var argsEscaped = false
    package var image = ""
    /// Keys are paths in the container.
    package var volumes: [String: EmptyObject] = [:]
    package var workingDir = ""
    package var entrypoint: StringList?
    package var networkDisabled = false
    package var macAddress = ""
    package var onBuild: [String] = []
    package var labels: [String: String] = [:]
    package var stopSignal = ""
    /// In seconds.
    package var stopTimeout: Int?
    package var shell: StringList?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Hostname", &hostname)
        try members.field("Domainname", &domainname)
        try members.field("User", &user)
        try members.field("AttachStdin", &attachStdin)
        try members.field("AttachStdout", &attachStdout)
        try members.field("AttachStderr", &attachStderr)
        try members.omitEmpty("ExposedPorts", &exposedPorts)
        try members.field("Tty", &tty)
        try members.field("OpenStdin", &openStdin)
        try members.field("StdinOnce", &stdinOnce)
        try members.nullIfEmpty("Env", &env)
        try members.nullable("Cmd", &cmd)
        try members.optional("Healthcheck", &healthcheck)
        try members.omitEmpty("ArgsEscaped", &argsEscaped)
        try members.field("Image", &image)
        try members.nullIfEmpty("Volumes", &volumes)
        try members.field("WorkingDir", &workingDir)
        try members.nullable("Entrypoint", &entrypoint)
        try members.omitEmpty("NetworkDisabled", &networkDisabled)
        try members.omitEmpty("MacAddress", &macAddress)
        try members.nullIfEmpty("OnBuild", &onBuild)
        try members.field("Labels", &labels)
        try members.omitEmpty("StopSignal", &stopSignal)
        try members.optional("StopTimeout", &stopTimeout)
        try members.optional("Shell", &shell)
    }
}

/// How a container's health is probed. Times are in nanoseconds; 0 inherits.
package struct HealthConfig: WireObject {
    /// `[]` inherits, `["NONE"]` disables, else `["CMD", …]` or `["CMD-SHELL", line]`.
    package var test: [String] = []
    package var interval = 0
    package var timeout = 0
    package var startPeriod = 0
    package var startInterval = 0
    package var retries = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Test", &test)
        try members.omitEmpty("Interval", &interval)
        try members.omitEmpty("Timeout", &timeout)
        try members.omitEmpty("StartPeriod", &startPeriod)
        try members.omitEmpty("StartInterval", &startInterval)
        try members.omitEmpty("Retries", &retries)
    }
}
