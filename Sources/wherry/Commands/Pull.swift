import ArgumentParser

struct Pull: EngineCommand {
    static let configuration = CommandConfiguration.verb("pull", "Download an image from a registry")

    @Option(name: .long, parsing: .unconditional, help: "Platform of the image, such as linux/arm64.")
    var platform: String?
    @Flag(name: .shortAndLong, help: "Do not show the progress.")
    var quiet = false
    @Argument(help: "The image.")
    var image: String

    func run(in session: Session) throws -> ExitStatus {
        let name = try ImageName(image)
        if !quiet, !image.contains("@"), name.tag == "latest", !image.hasSuffix(":latest") {
            try session.print("Using default tag: latest")
            try session.output.flush()
        }
        try ImagePull(reference: image, platform: platform, quiet: quiet).run(in: session, output: session.output)
        try session.print(name.canonical)
        return .success
    }
}
