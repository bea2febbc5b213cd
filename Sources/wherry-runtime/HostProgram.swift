import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// A program of the host's, found in `PATH`, whose output is wanted: what it writes to standard error is a part of it.
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
                let output = String(decoding: text, as: UTF8.self)
                guard status == 0 else { throw RuntimeError(.system, "\(Self.ending(status)): \(output)") }
                return output
            }
        }
    }

    private static func ending(_ status: Int32) -> String {
        status & 0x7f == 0 ? "exit status \(status >> 8 & 0xff)" : "signal \(status & 0x7f)"
    }

    private func become(_ output: Int32) -> Never {
        SignalDefaults.restore()
        guard dup2(output, STDOUT_FILENO) >= 0, dup2(output, STDERR_FILENO) >= 0 else { _exit(126) }
        var pointers = words.map { strdup($0) } + [nil]
        execvp(words[0], &pointers)
        _exit(127)
    }
}
