import Glibc

/// Runs a program of the system, such as `tar`, to its end.
package enum ToolProcess {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// - Parameter arguments: the program, looked up in `PATH`, and what it is given.
    /// - Throws: ``Failure`` unless it exits with 0.
    package static func run(_ arguments: [String]) throws {
        let argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var pid = pid_t()
        let failure = posix_spawnp(&pid, arguments[0], nil, nil, argv, environ)
        guard failure == 0 else { throw Failure(description: "\(arguments[0]): \(String(cString: strerror(failure)))") }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw Failure(description: "waitpid: \(String(cString: strerror(errno)))") }
        }
        guard status == 0 else { throw Failure(description: "\(arguments.joined(separator: " ")): status \(status)") }
    }

    package static func isInstalled(_ program: String) -> Bool {
        (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
            .contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}
