import Glibc

/// One client's command line for one engine.
struct CommandLine: Sendable {
    let engine: EngineFixture
    let client: Client
    private let command: [String]

    /// - Throws: to skip the test, where the client is not installed.
    init(_ client: Client, _ engine: EngineFixture) throws {
        self.engine = engine
        self.client = client
        command = try client.command(for: engine.socket)
    }

    /// Runs it to its end, however that is.
    func run(_ arguments: String..., input: ChildProgram.Input = .nothing) async throws -> Outcome {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: ChildProgram.Input = .nothing) async throws -> Outcome {
        try await open(arguments, input: input).end()
    }

    /// Runs it to a good end.
    ///
    /// - Returns: its standard output without the newlines at its end.
    @discardableResult
    func callAsFunction(_ arguments: String..., input: ChildProgram.Input = .nothing) async throws -> String {
        try await self(arguments, input: input)
    }

    @discardableResult
    func callAsFunction(_ arguments: [String], input: ChildProgram.Input = .nothing) async throws -> String {
        let outcome = try await run(arguments, input: input)
        guard outcome.status == 0 else { throw ProgramFailure([client.rawValue] + arguments, "failed", outcome) }
        return outcome.text
    }

    /// Starts it.
    func open(_ arguments: String..., input: ChildProgram.Input = .nothing) throws -> ChildProgram {
        try open(arguments, input: input)
    }

    func open(_ arguments: [String], input: ChildProgram.Input) throws -> ChildProgram {
        try ChildProgram(command + arguments, environment: environment, input: input)
    }

    /// Each client keeps its logins for itself.
    private var environment: [String: String] {
        engine.environment.merging(["HOME": "\(engine.root)/home/\(client)", "DOCKER_CLI_HINTS": "false"]) { $1 }
    }

    /// Starts it on a terminal.
    func openTerminal(_ arguments: String..., columns: UInt16 = 100, rows: UInt16 = 30) throws -> ChildProgram {
        try open(arguments, input: .terminal(columns: columns, rows: rows))
    }
}

extension CommandLine {
    /// Starts a container in the background.
    ///
    /// - Returns: its id.
    @discardableResult
    func start(_ arguments: String...) async throws -> String {
        try await self(["run", "-d"] + arguments)
    }

    /// Runs a container in the background, and waits for its end.
    ///
    /// - Returns: its id.
    func ended(_ arguments: String...) async throws -> String {
        let id = try await self(["run", "-d"] + arguments)
        try await self("wait", id)
        return id
    }

    /// Waits until a container has logged `text`.
    func awaitLog(_ text: String, of container: String) async throws {
        let follower = try open("logs", "-f", container)
        defer { follower.signal(SIGKILL) }
        try await follower.awaitText(text)
    }

    /// What `inspect` says of it by a template.
    func inspect(_ container: String, _ template: String) async throws -> String {
        try await self("inspect", "--format", template, container)
    }
}
