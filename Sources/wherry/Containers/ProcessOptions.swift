import ArgumentParser
import DockerAPI

/// What runs in the container.
struct ProcessOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "Overwrite the image's entrypoint.")
    var entrypoint: String?
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Set an environment variable (NAME=value).")
    var env: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Read environment variables from a file.")
    var envFile: [String] = []
    @Flag(name: .shortAndLong, help: "Keep standard input open.")
    var interactive = false
    @Flag(name: .shortAndLong, help: "Give it a terminal.")
    var tty = false
    @Option(name: .shortAndLong, parsing: .unconditional, help: "User, and group after a colon: names or numbers.")
    var user: String?
    @Option(name: .shortAndLong, parsing: .unconditional, help: "Working directory in the container.")
    var workdir: String?
    @Flag(name: .long, help: "Run an init that reaps processes and forwards signals.")
    var `init` = false
    @Option(name: .long, parsing: .unconditional, help: "Signal that stops it.")
    var stopSignal: String?
    @Option(name: .long, parsing: .unconditional, help: "Seconds between that signal and SIGKILL.")
    var stopTimeout: Int?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Supplementary group.")
    var groupAdd: [String] = []

    func apply(to request: inout ContainerCreateRequest, environment: [String: String]) throws {
        if let entrypoint { request.config.entrypoint = StringList([entrypoint]) }
        request.config.env = try EnvironmentVariables.resolve(
            files: envFile.map { try VariableFile(path: $0, for: "--env-file") }, flags: env, environment: environment)
        request.config.openStdin = interactive
        request.config.tty = tty
        request.config.user = user ?? ""
        request.config.workingDir = workdir ?? ""
        request.config.stopSignal = stopSignal ?? ""
        request.config.stopTimeout = stopTimeout
        request.hostConfig.`init` = `init` ? true : nil
        request.hostConfig.groupAdd = groupAdd
    }
}
