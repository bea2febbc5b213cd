import ArgumentParser
import DockerAPI
import Linux

struct Run: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "run", "Create and run a new container from an image", usage: "[flags] <image> [<command> ...]")
    static let failureStatus = ContainerRun.failureStatus

    @Flag(name: .shortAndLong, help: "Run in the background and print the container's id.")
    var detach = false
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Attach stdin, stdout or stderr.")
    var attach: [StandardStream] = []
    @Option(name: .long, parsing: .unconditional, help: "Pass signals on to the container (true or false).")
    var sigProxy = true
    @Option(name: .long, parsing: .unconditional, help: "Keys that detach from the container.")
    var detachKeys: String?
    @OptionGroup var options: ContainerOptions
    @Argument(parsing: .captureForPassthrough, help: "The image, and the command to run in place of the image's.")
    var words: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        try action(session.environment).run(in: session)
    }

    func action(_ environment: Environment) throws -> ContainerRun {
        let words = try PassthroughWords(words, subject: "image")
        if let detachKeys { _ = try DetachKeys(detachKeys) }
        let request = try options.request(image: words.subject, command: words.command, environment: environment)
        return ContainerRun(
            request: request, settings: options.lifecycle.settings, isDetached: detach, attached: attach,
            detachKeys: detachKeys, forwardsSignals: sigProxy)
    }
}

/// A stream that `--attach` names.
enum StandardStream: String, ExpressibleByArgument, CaseIterable {
    case stdin, stdout, stderr

    init?(argument: String) {
        self.init(rawValue: argument.lowercased())
    }
}
