import ArgumentParser
import DockerAPI

struct Create: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "create", "Create a new container", usage: "[flags] <image> [<command> ...]")
    static let failureStatus = ExitStatus.engineFailure

    @OptionGroup var options: ContainerOptions
    @Argument(parsing: .captureForPassthrough, help: "The image, and the command to run in place of the image's.")
    var words: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        let words = try PassthroughWords(words, subject: "image")
        var request = try options.request(
            image: words.subject, command: words.command, environment: session.environment)
        request.config.attachStdin = request.config.openStdin
        request.config.attachStdout = true
        request.config.attachStderr = true
        request.config.stdinOnce = request.config.openStdin
        let creation = ContainerCreation(session: session, settings: options.lifecycle.settings, request: request)
        try session.print(try creation.create())
        return .success
    }
}
