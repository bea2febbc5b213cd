import ArgumentParser
import Linux

/// How a program runs in a container: its variables, input, terminal, user and directory.
struct ExecutionOptions: ParsableArguments {
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Set an environment variable (NAME=value).")
    var env: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Read environment variables from a file.")
    var envFile: [String] = []
    @Flag(name: .shortAndLong, help: "Keep standard input open.")
    var interactive = false
    @Flag(name: .shortAndLong, help: "Give it a terminal.")
    var tty = false
    @Option(name: .shortAndLong, parsing: .unconditional, help: "User, and group after a colon: names or numbers.")
    var user: String?
    @Option(name: .shortAndLong, parsing: .unconditional, help: "Working directory in the container.")
    var workdir: String?

    /// - Parameter environment: the client's own, for variables that are named without a value.
    func variables(_ environment: Environment) throws -> [String] {
        try EnvironmentVariables.resolve(
            files: envFile.map { try VariableFile(path: $0, for: "--env-file") }, flags: env, environment: environment)
    }
}
