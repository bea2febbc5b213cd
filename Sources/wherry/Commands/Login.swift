import ArgumentParser
import DockerAPI

struct Login: EngineCommand {
    static let configuration = CommandConfiguration.verb("login", "Log in to a registry")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "The user's name.")
    var username: String?
    @Option(name: .shortAndLong, parsing: .unconditional, help: "The password; others can see it in the process list.")
    var password: String?
    @Flag(name: .long, help: "Read the password from standard input.")
    var passwordStdin = false
    @Argument(help: "The registry's host and port; Docker Hub where none is named.")
    var server: String?

    func run(in session: Session) throws -> ExitStatus {
        let key = RegistryKey(server ?? "")
        var credentials = AuthConfig()
        credentials.serverAddress = key.text
        credentials.username = try username ?? ask("Username: ", session, read: LineInput.read)
        credentials.password = try readPassword(session)
        guard !credentials.username.isEmpty, !credentials.password.isEmpty else {
            throw CommandLineError.invalid("a username and a password are needed", hint: "use -u and --password-stdin")
        }
        let answer = try session.client.call(.post("/auth", json: credentials), as: AuthResponse.self)
        if !answer.identityToken.isEmpty { credentials.identityToken = answer.identityToken }
        var book = try CredentialBook(environment: session.environment)
        if let path = try book.save(credentials, for: key.text) {
            session.warn("warning: the password is kept in \(path), encoded and not encrypted")
        }
        try session.print(answer.status.isEmpty ? "Login Succeeded" : answer.status)
        return .success
    }

    private func readPassword(_ session: Session) throws -> String {
        guard !passwordStdin else {
            guard password == nil, username != nil else {
                throw CommandLineError.invalid("--password-stdin needs --username, and excludes --password")
            }
            return try LineInput.read(session.input)
        }
        if let password {
            session.warn("warning: --password can be seen by others: use --password-stdin")
            return password
        }
        let password = try ask("Password: ", session, read: LineInput.readSecret)
        try session.print("")
        return password
    }

    private func ask(_ question: String, _ session: Session, read: (Int32) throws -> String) throws -> String {
        guard session.inputIsTerminal else {
            throw CommandLineError.invalid("the input is not a terminal to ask at", hint: "use -u and --password-stdin")
        }
        try session.output.write(question)
        try session.output.flush()
        return try read(session.input)
    }
}
