import Linux

#if canImport(Glibc)
import Glibc
#endif

/// What a command works with: the engine, this program's streams, its environment.
final class Session {
    let client: EngineClient
    let input: Int32
    let output: OutputStream
    let error: OutputStream
    let environment: Environment

    init(
        client: EngineClient, input: Int32 = 0, output: OutputStream = OutputStream(descriptor: 1),
        error: OutputStream = OutputStream(descriptor: 2), environment: Environment = Environment.current
    ) {
        self.client = client
        self.input = input
        self.output = output
        self.error = error
        self.environment = environment
    }

    var inputIsTerminal: Bool { isatty(input) == 1 }

    func print(_ line: String) throws {
        try output.print(line)
    }

    /// One line on standard error, after what standard output has to say.
    func report(_ problem: any Error) {
        warn(String(describing: problem))
    }

    func warn(_ message: String) {
        // Nowhere is left to tell of an output that cannot be written.
        try? output.flush()
        try? error.print("wherry: \(message)")
        try? error.flush()
    }

    /// Does something for each of the names: a failure is told, and the others go on.
    ///
    /// - Returns: failure where one of them failed.
    func forEach(_ names: [String], _ body: (String) throws -> Void) throws -> ExitStatus {
        var status = ExitStatus.success
        for name in names {
            do {
                try body(name)
                try output.flush()
            } catch let problem as CommandLineError where problem.code != .engineUnreachable {
                report(problem)
                status = .failure
            }
        }
        return status
    }
}
