import Glibc

/// Programs that the tests use, to their end.
enum Tool {
    /// - Returns: its standard output without the newlines at its end.
    /// - Throws: ``ProgramFailure`` unless it exits with 0.
    @discardableResult
    static func run(
        _ arguments: String..., input: ChildProgram.Input = .nothing
    ) async throws -> String {
        let program = try ChildProgram(arguments, environment: environment, input: input)
        let outcome = try await program.end()
        guard outcome.status == 0 else { throw ProgramFailure(arguments, "failed", outcome) }
        return outcome.text
    }

    /// - Returns: its standard output, however it ended.
    static func output(_ arguments: String...) async throws -> String {
        try await ChildProgram(arguments, environment: environment).end().output
    }

    /// Only what every program needs: nothing of the caller's leads to another engine or registry.
    static let environment = [
        "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8",
    ]

    /// The path of a program in `PATH`.
    static func path(of program: String) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
            .first { access($0, X_OK) == 0 }
    }
}
