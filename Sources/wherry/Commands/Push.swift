import ArgumentParser
import DockerAPI

struct Push: EngineCommand {
    static let configuration = CommandConfiguration.verb("push", "Upload an image to a registry")

    @Flag(name: .shortAndLong, help: "Upload all tags of the repository.")
    var allTags = false
    @Flag(name: .shortAndLong, help: "Do not show the progress.")
    var quiet = false
    @Option(name: .long, parsing: .unconditional, help: "Platform of the image, such as linux/arm64.")
    var platform: String?
    @Argument(help: "The image.")
    var image: String

    func run(in session: Session) throws -> ExitStatus {
        let name = try ImageName(image)
        guard !allTags || image == name.repository else {
            throw CommandLineError.invalid("'\(image)' names a tag, which does not go with --all-tags")
        }
        if !quiet, !allTags, image == name.repository { try session.print("Using default tag: latest") }
        var query = QueryItems()
        query.add("tag", allTags ? nil : name.tag)
        query.add("platform", platform)
        var request = HTTPRequest.post("/images/\(name.repository)/push", query.items)
        request.headers = RegistryCredentials(session).header(for: name)
        var display = ProgressDisplay(output: session.output, isQuiet: quiet)
        try FieldFlags.image.naming {
            try session.client.objects(request, of: ProgressMessage.self) { try display.show($0) }
        }
        try display.finish()
        if quiet { try session.print(name.canonical) }
        return .success
    }
}
