import ArgumentParser
import DockerAPI

struct Import: EngineCommand {
    static let configuration = CommandConfiguration.verb("import", "Make an image of an archive of files")

    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Instruction of a Dockerfile to apply.")
    var change: [String] = []
    @Option(name: .shortAndLong, parsing: .unconditional, help: "Message for the history.")
    var message: String?
    @Option(name: .long, parsing: .unconditional, help: "Platform of the image, such as linux/arm64.")
    var platform: String?
    @Argument(help: "The archive's file, or - for standard input.")
    var source: String
    @Argument(help: "The image's name.")
    var name: String?

    func run(in session: Session) throws -> ExitStatus {
        let archive = try ArchiveSource(path: source, standardInput: session.input)
        let target = try name.map(ImageName.init)
        var query = QueryItems()
        query.add("fromSrc", "-")
        query.add("repo", target?.repository)
        query.add("tag", target?.tag)
        query.add("message", message)
        query.add("platform", platform)
        for instruction in change { query.add("changes", instruction) }
        var display = ProgressDisplay(output: session.output)
        try archive.upload(.post("/images/create", query.items), to: session.client) { (message: ProgressMessage) in
            try display.show(message)
        }
        try display.finish()
        return .success
    }
}
