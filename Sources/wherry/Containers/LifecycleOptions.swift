import ArgumentParser
import DockerAPI

/// A container's name, labels, log and what happens when it ends.
struct LifecycleOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "The container's name.")
    var name: String?
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Label (name=value).")
    var label: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Read labels from a file.")
    var labelFile: [String] = []
    @Flag(name: .long, help: "Remove the container when it ends.")
    var rm = false
    @Option(name: .long, parsing: .unconditional, help: "no, always, unless-stopped or on-failure[:number].")
    var restart: String?
    @Option(name: .long, parsing: .unconditional, help: "Log driver.")
    var logDriver: String?
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Log option, such as max-size=10m.")
    var logOpt: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "Write the container's id to a new file.")
    var cidfile: String?
    @Option(name: .long, parsing: .unconditional, help: "When to pull the image: always, missing or never.")
    var pull: PullPolicy = .missing
    @Option(name: .long, parsing: .unconditional, help: "Platform of the image, such as linux/arm64.")
    var platform: String?
    @Flag(name: .shortAndLong, help: "Do not show the pull's progress.")
    var quiet = false

    var settings: ContainerCreation.Settings {
        ContainerCreation.Settings(name: name, platform: platform, pull: pull, quiet: quiet, identifierFile: cidfile)
    }

    func apply(to request: inout ContainerCreateRequest) throws {
        let lines = try labelFile.flatMap { try VariableFile(path: $0, for: "--label-file").lines }
        request.config.labels = try KeyValue.dictionary(lines + label, for: "--label")
        request.hostConfig.autoRemove = rm
        if let restart { request.hostConfig.restartPolicy = try RestartPolicy(parsing: restart) }
        guard !rm || ["", "no"].contains(request.hostConfig.restartPolicy.name) else {
            throw CommandLineError.invalid("--rm and --restart exclude each other")
        }
        request.hostConfig.logConfig.type = logDriver ?? ""
        request.hostConfig.logConfig.config = try KeyValue.dictionary(logOpt, for: "--log-opt", needsValue: true)
    }
}

/// The value of `--pull`.
enum PullPolicy: String, ExpressibleByArgument, CaseIterable {
    case always, missing, never
}
