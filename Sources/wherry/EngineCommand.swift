import ArgumentParser

/// A verb of the command line.
protocol EngineCommand: ParsableCommand {
    /// The status where the engine refuses.
    static var failureStatus: ExitStatus { get }

    func run(in session: Session) throws -> ExitStatus
}

extension EngineCommand {
    static var failureStatus: ExitStatus { .failure }
}
