import ArgumentParser
import DockerAPI
import Linux

/// What runs in the container.
struct ProcessOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "Overwrite the image's entrypoint.")
    var entrypoint: String?
    @OptionGroup var execution: ExecutionOptions
    @Flag(name: .long, help: "Run an init that reaps processes and forwards signals.")
    var `init` = false
    @Option(name: .long, parsing: .unconditional, help: "Signal that stops it.")
    var stopSignal: String?
    @Option(name: .long, parsing: .unconditional, help: "Seconds between that signal and SIGKILL.")
    var stopTimeout: Int?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Supplementary group.")
    var groupAdd: [String] = []

    func apply(to request: inout ContainerCreateRequest, environment: Environment) throws {
        if let entrypoint { request.config.entrypoint = StringList([entrypoint]) }
        request.config.env = try execution.variables(environment)
        request.config.openStdin = execution.interactive
        request.config.tty = execution.tty
        request.config.user = execution.user ?? ""
        request.config.workingDir = execution.workdir ?? ""
        request.config.stopSignal = stopSignal ?? ""
        request.config.stopTimeout = stopTimeout
        request.hostConfig.`init` = `init` ? true : nil
        request.hostConfig.groupAdd = groupAdd
    }
}
