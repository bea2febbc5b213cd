import TestSupport
import Testing

/// The command lines that an engine is driven with.
enum Client: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case docker, wherry

    var testDescription: String { rawValue }

    static let dockerIsMissing: Comment = "docker is not in PATH: install Debian's docker-cli or docker.io"

    /// `nil` where it is not installed.
    var program: String? {
        switch self {
        case .docker: Tool.path(of: rawValue)
        case .wherry: try? BuiltProgram.path(of: rawValue)
        }
    }

    /// The program, and the flags that lead it to the engine.
    ///
    /// - Throws: to skip the test, where the program is not installed.
    func command(for socket: String) throws -> [String] {
        guard let program else { try Test.cancel(Self.dockerIsMissing) }
        return [program, "--host", "unix://\(socket)"]
    }
}
