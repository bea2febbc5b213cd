import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// A program of the host's, found in `PATH`, whose output is wanted.
struct HostProgram {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    /// - Throws: when it cannot be run, or fails.
    func output() throws -> String {
        try Pipe().split { readEnd, writeEnd in
            let result = try cloneProcess()
            switch consume result {
            case .child:
                become(writeEnd.raw)
            case .parent(let pid, _):
                _ = consume writeEnd
                let text = try readEnd.readAll(limit: 64 << 20)
                var status: Int32 = 0
                while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
                guard status == 0 else { throw RuntimeError(.system, "\(words.joined(separator: " ")): it failed") }
                return String(decoding: text, as: UTF8.self)
            }
        }
    }

    private func become(_ output: Int32) -> Never {
        SignalDefaults.restore()
        guard dup2(output, STDOUT_FILENO) >= 0 else { _exit(126) }
        var pointers = words.map { strdup($0) } + [nil]
        execvp(words[0], &pointers)
        _exit(127)
    }
}
