import DockerAPI
import JSON
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// A program `docker-credential-<name>` that keeps credentials: docker-credential-helpers' protocol. It is run with the
/// verb as its argument, reads one message and answers one.
struct CredentialHelper {
    /// The user's name that marks the secret as an identity token.
    private static let tokenUser = "<token>"

    let program: String
    private let path: String
    private let environment: Environment

    /// - Throws: when no such program is on the `PATH`.
    init(name: String, environment: Environment) throws {
        program = "docker-credential-\(name)"
        self.environment = environment
        guard !name.contains("/"), let path = Self.find(program, environment) else {
            throw CommandLineError(
                .invalidArgument, "credential helper \(program) is not on the PATH",
                hint: "install it, or remove credsStore and credHelpers from config.json")
        }
        self.path = path
    }

    private static func find(_ program: String, _ environment: Environment) -> String? {
        let directories = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return directories.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    private struct Message: JSONMapped {
        var serverURL: String?
        var username: String?
        var secret: String?

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.optional("ServerURL", &serverURL)
            try members.optional("Username", &username)
            try members.optional("Secret", &secret)
        }
    }

    /// - Returns: `nil` when it has none.
    func credentials(for key: RegistryKey) throws -> AuthConfig? {
        let answer = try run("get", Array(key.text.utf8))
        if isMissing(answer) { return nil }
        let output = try checked(answer, "get")
        guard let message = try? Message(json: output), let secret = message.secret
        else {
            throw CommandLineError(.protocolViolation, "\(program) get answers with something else than credentials")
        }
        var credentials = AuthConfig()
        credentials.serverAddress = key.text
        if message.username == Self.tokenUser {
            credentials.identityToken = secret
        } else {
            credentials.username = message.username ?? ""
            credentials.password = secret
        }
        return credentials
    }

    func store(_ credentials: AuthConfig, for key: RegistryKey) throws {
        let isToken = !credentials.identityToken.isEmpty
        let message = Message(
            serverURL: key.text, username: isToken ? Self.tokenUser : credentials.username,
            secret: isToken ? credentials.identityToken : credentials.password)
        _ = try checked(run("store", message.json()), "store")
    }

    /// Credentials that are not there are no error.
    func erase(_ key: RegistryKey) throws {
        let answer = try run("erase", Array(key.text.utf8))
        if isMissing(answer) { return }
        _ = try checked(answer, "erase")
    }

    private func run(_ verb: String, _ input: [UInt8]) throws -> FilterProcess.Answer {
        try FilterProcess.run(path, [program, verb], input: input, environment: environment.words)
    }

    /// The helpers' library words it so, whatever the keychain.
    private func isMissing(_ answer: FilterProcess.Answer) -> Bool {
        answer.exitCode != 0 && answer.text.contains("credentials not found")
    }

    private func checked(_ answer: FilterProcess.Answer, _ verb: String) throws -> [UInt8] {
        guard answer.exitCode == 0 else {
            let words = answer.text.isEmpty ? "exit status \(answer.exitCode)" : answer.text
            throw CommandLineError(.system, "\(program) \(verb) failed: \(words)")
        }
        return answer.output
    }
}
