import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A program that reads a short message and answers another.
enum FilterProcess {
    struct Answer {
        let output: [UInt8]
        /// 128 + N for one that signal N ended.
        let exitCode: Int32

        /// The output as one line for people.
        var text: String {
            let text = String(decoding: output.prefix(1024), as: UTF8.self)
            return String(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
    }

    /// What fits into a pipe, so that it can be written before the program runs: neither side can then block the other.
    private static let inputLimit = 32 << 10
    private static let outputLimit = 1 << 20

    /// Its standard error is this program's, where it may ask its user something.
    static func run(_ path: String, _ arguments: [String], input: [UInt8], environment: [String]) throws -> Answer {
        guard input.count <= inputLimit else {
            throw CommandLineError(.invalidArgument, "credentials of \(input.count) bytes are too long for \(path)")
        }
        let toChild = try makePipe()
        defer { try? toChild.readEnd.close() }
        try toChild.writeEnd.closeAfter { _ = try toChild.writeEnd.writeAll(input) }
        let fromChild = try makePipe()
        defer { try? fromChild.readEnd.close() }
        let pid = try fromChild.writeEnd.closeAfter {
            try spawn(path, arguments, environment, input: toChild.readEnd, output: fromChild.writeEnd)
        }
        let output = read(fromChild.readEnd)
        if output == nil { kill(pid, SIGKILL) }
        let exitCode = wait(pid)
        guard let output else {
            throw CommandLineError(.protocolViolation, "\(path) answers with more than \(outputLimit) bytes")
        }
        return Answer(output: output, exitCode: exitCode)
    }

    private static func makePipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
        let pipe = try FileDescriptor.pipe()
        for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        return pipe
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String], input: FileDescriptor, output: FileDescriptor
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.rawValue, 0)
        posix_spawn_file_actions_adddup2(&actions, output.rawValue, 1)
        return try ChildProcess.spawn(
            path, arguments, environment: environment, actions: &actions, newSession: false)
    }

    /// `nil` when there is too much.
    private static func read(_ source: FileDescriptor) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while let count = try? buffer.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
            output += buffer.prefix(count)
            if output.count > outputLimit { return nil }
        }
        return output
    }

    private static func wait(_ pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
