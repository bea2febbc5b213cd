import ArgumentParser

struct Save: EngineCommand {
    static let configuration = CommandConfiguration.verb("save", "Write images to an archive")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "Write to a file in place of standard output.")
    var output: String?
    @Option(name: .long, parsing: .unconditional, help: "Platform of the images, such as linux/arm64.")
    var platform: String?
    @Argument(help: "Images.")
    var images: [String]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        for image in images { query.add("names", image) }
        query.add("platform", platform)
        let request = HTTPRequest.get("/images/get", query.items)
        if let output {
            var file = try ReplacedFile(path: output)
            try FieldFlags.image.naming { try session.client.stream(request) { _, bytes in try file.write(bytes) } }
            try file.publish()
        } else {
            guard !session.output.isTerminal else {
                throw CommandLineError.invalid(
                    "the archive would go to a terminal", hint: "use -o, or redirect the output")
            }
            try FieldFlags.image.naming {
                try session.client.stream(request) { _, bytes in try session.output.write(bytes) }
            }
        }
        return .success
    }
}
