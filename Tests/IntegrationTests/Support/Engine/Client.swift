import Testing

/// The command lines that an engine is driven with.
enum Client: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case docker, wherry

    var testDescription: String { rawValue }

    /// The program, and the flags that lead it to the engine.
    ///
    /// - Throws: to skip the test, where the program is not installed.
    func command(for socket: String) throws -> [String] {
        switch self {
        case .docker:
            guard let program = Tool.path(of: "docker") else {
                try Test.cancel("docker is not in PATH: install Debian's docker-cli or docker.io")
            }
            return [program, "--host", "unix://\(socket)"]
        case .wherry: return [try BuiltProgram.path(of: "wherry"), "--host", "unix://\(socket)"]
        }
    }
}
