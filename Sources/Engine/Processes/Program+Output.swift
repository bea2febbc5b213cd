import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension Program {
    struct Output: Equatable, Sendable {
        /// Its exit code, or 128 + the signal that ended it.
        var status: Int32
        var text: String
        var errors: String
    }

    /// Runs a program, found by `PATH`, and takes what it says; blocks until it has ended.
    ///
    /// - Parameters:
    ///   - limit: the most that it may say on either stream, in bytes.
    ///   - timeout: how long it may take, in milliseconds.
    /// - Throws: `ENOENT` when there is none; `EFBIG` or `ETIMEDOUT` when it says too much or takes too long: then it
    ///   is killed.
    static func output(
        _ name: String, _ arguments: [String], limit: Int = 16 << 20, timeout: Int64 = 10_000
    ) throws(SystemCallError) -> Output {
        let program = try ObservedProgram(name, arguments)
        var texts: [[UInt8]] = [[], []]
        do throws(SystemCallError) {
            try program.drain(into: &texts, limit: limit, until: ObservedProgram.milliseconds() + timeout)
        } catch {
            program.end()
            throw error
        }
        return Output(
            status: try program.exitCode(), text: String(decoding: texts[0], as: UTF8.self),
            errors: String(decoding: texts[1], as: UTF8.self))
    }
}

/// A child that runs a program, and the pipes that its output comes through.
private struct ObservedProgram: ~Copyable {
    private let name: String
    private let pid: pid_t
    private let output: OwnedDescriptor
    private let errors: OwnedDescriptor

    init(_ name: String, _ arguments: [String]) throws(SystemCallError) {
        let output = try Pipe()
        let errors = try Pipe()
        let pid = try Self.start(name, arguments, output: output.writeEnd.raw, errors: errors.writeEnd.raw)
        self.name = name
        self.pid = pid
        // The ends that are written to are the program's alone, so that its end is the pipes'.
        self.output = output.split { readEnd, _ in readEnd }
        self.errors = errors.split { readEnd, _ in readEnd }
    }

    private static func start(
        _ name: String, _ arguments: [String], output: Int32, errors: Int32
    ) throws(SystemCallError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var words = ([name] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var variables = environment().map { strdup($0) } + [nil]
        defer { variables.forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawnp(&pid, name, &actions, nil, &words, &variables)
        guard status == 0 else { throw SystemCallError("posix_spawn", name, errno: Errno(rawValue: status)) }
        return pid
    }

    /// Titles and names of months in English, the rest in any alphabet; times as the engine's own.
    private static func environment() -> [String] {
        ["LC_ALL=C.UTF-8"] + Environment.current.words(of: ["PATH", "TZ"])
    }

    /// Reads both streams to their ends.
    ///
    /// - Parameter deadline: on the clock of ``milliseconds()``.
    borrowing func drain(
        into texts: inout [[UInt8]], limit: Int, until deadline: Int64
    ) throws(SystemCallError) {
        var open = [
            pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.raw, events: Int16(POLLIN), revents: 0),
        ]
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while open.contains(where: { $0.fd >= 0 }) {
            let rest = Int32(clamping: max(deadline - Self.milliseconds(), 0))
            guard try systemCall("poll", name, { poll(&open, nfds_t(open.count), rest) }) > 0 else {
                throw SystemCallError("poll", name, errno: .timedOut)
            }
            for index in open.indices where open[index].revents != 0 {
                let count = try systemCall("read", name) { read(open[index].fd, &chunk, chunk.count) }
                texts[index].append(contentsOf: chunk[..<count])
                // poll(2) leaves out negative descriptors.
                if count == 0 { open[index].fd = -1 }
                guard texts[index].count <= limit else { throw SystemCallError("read", name, errno: .fileTooLarge) }
            }
        }
    }

    borrowing func exitCode() throws(SystemCallError) -> Int32 {
        var ended: Int32 = 0
        try systemCall("waitpid", name) { waitpid(pid, &ended, 0) }
        return ended & 0x7f == 0 ? (ended >> 8) & 0xff : 128 + (ended & 0x7f)
    }

    borrowing func end() {
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
