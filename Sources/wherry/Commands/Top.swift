import ArgumentParser
import DockerAPI

struct Top: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "top", "Show a container's processes", usage: "<container> [<flags of ps> ...]")

    /// Of a column, in characters: wider than in other tables, as Docker's.
    private static let leastWidth = 20

    @Argument(parsing: .captureForPassthrough, help: "The container, and flags of ps.")
    var words: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        let words = try PassthroughWords(words, subject: "container")
        var query = QueryItems()
        query.add("ps_args", words.command.joined(separator: " "))
        let path: RequestPath = "/containers/\(words.subject)/top"
        let top = try session.client.call(.get(path, query.items), as: ContainerTopResponse.self)
        var table = Table(header: top.titles, leastWidth: Self.leastWidth)
        for process in top.processes { table.append(process) }
        try session.output.write(table.text)
        return .success
    }
}
