import ArgumentParser
import DockerAPI

struct Load: EngineCommand {
    static let configuration = CommandConfiguration.verb("load", "Read images from an archive")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "Read from a file in place of standard input.")
    var input: String?
    @Flag(name: .shortAndLong, help: "Do not show the progress.")
    var quiet = false
    @Option(name: .long, parsing: .unconditional, help: "Platform of the images, such as linux/arm64.")
    var platform: String?

    func run(in session: Session) throws -> ExitStatus {
        let archive = try ArchiveSource(path: input ?? "-", standardInput: session.input)
        var query = QueryItems()
        query.add("quiet", quiet)
        query.add("platform", platform)
        var request = HTTPRequest.post("/images/load", query.items)
        request.headers = [("Content-Type", "application/x-tar")]
        var display = ProgressDisplay(output: session.output)
        try archive.upload(request, to: session.client) { (message: ProgressMessage) in try display.show(message) }
        try display.finish()
        return .success
    }
}
