/// What a command does once its words are read.
protocol Action {
    /// The status where the engine refuses.
    static var failureStatus: ExitStatus { get }

    func run(in session: Session) throws -> ExitStatus
}

extension Action {
    static var failureStatus: ExitStatus { .failure }
}
