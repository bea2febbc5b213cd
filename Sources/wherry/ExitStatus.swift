/// What this program ends with.
struct ExitStatus: Equatable {
    let code: Int32

    static let success = ExitStatus(code: 0)
    static let failure = ExitStatus(code: 1)
    /// The command was not understood, or, for `run`, the engine could not do it.
    static let engineFailure = ExitStatus(code: 125)
    static let commandNotExecutable = ExitStatus(code: 126)
    static let commandNotFound = ExitStatus(code: 127)

    static func signalled(_ signal: Int32) -> ExitStatus { ExitStatus(code: 128 + signal) }
}
