import ArgumentParser

struct Tag: EngineCommand {
    static let configuration = CommandConfiguration.verb("tag", "Give an image one more name")

    @Argument(help: "The image.")
    var image: String
    @Argument(help: "The new name.")
    var name: String

    func run(in session: Session) throws -> ExitStatus {
        guard !name.contains("@") else {
            throw CommandLineError.invalid("'\(name)' has a digest, which cannot be given")
        }
        let target = try ImageName(name)
        try session.client.call(.post("/images/\(image)/tag", [("repo", target.repository), ("tag", target.tag)]))
        return .success
    }
}
