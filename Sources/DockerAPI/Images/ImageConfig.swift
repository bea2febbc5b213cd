package import JSON

/// What an image says of the containers made from it.
package struct ImageConfig: WireObject {
    package var user = ""
    package var exposedPorts: [String: EmptyObject] = [:]
    package var env: [String] = []
    package var entrypoint: [String] = []
    package var cmd: [String] = []
    package var volumes: [String: EmptyObject] = [:]
    package var workingDir = ""
    package var labels: [String: String] = [:]
    package var stopSignal = ""
    package var argsEscaped = false
    package var healthcheck: HealthConfig?
    package var onBuild: [String] = []
    package var shell: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("User", &user)
        try members.omitEmpty("ExposedPorts", &exposedPorts)
        try members.omitEmpty("Env", &env)
        try members.omitEmpty("Entrypoint", &entrypoint)
        try members.omitEmpty("Cmd", &cmd)
        try members.omitEmpty("Volumes", &volumes)
        try members.omitEmpty("WorkingDir", &workingDir)
        try members.omitEmpty("Labels", &labels)
        try members.omitEmpty("StopSignal", &stopSignal)
        try members.omitEmpty("ArgsEscaped", &argsEscaped)
        try members.optional("Healthcheck", &healthcheck)
        try members.omitEmpty("OnBuild", &onBuild)
        try members.omitEmpty("Shell", &shell)
    }
}
