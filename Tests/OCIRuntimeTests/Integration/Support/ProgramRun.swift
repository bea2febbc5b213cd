import CLinux
import Glibc
import Linux
import SystemPackage
import Testing

/// A program of the host's that is run to its end, with its output in files: what it leaves running may go on writing.
struct ProgramRun {
    var arguments: [String]
    /// In which the program is started, and its output kept.
    var directory: String
    /// Descriptors that the program gets besides: its number, ours.
    var inherited: [(Int32, Int32)] = []
    /// What the program reads; `nil` is nothing.
    var input: String?

    private static let names = ["stdin", "stdout", "stderr"]

    /// - Throws: when it takes more than half a minute, killed by then.
    func run() throws -> Outcome {
        try Self.write(input ?? "", to: "\(directory)/stdin")
        for name in Self.names.dropFirst() { try Self.write("", to: "\(directory)/\(name)") }
        let pid = try spawn()
        let process = try ProcessDescriptor.open(pid)
        if try !ProcessDescriptor.waitForEnd(process.raw, timeout: 30_000) {
            Issue.record("\(arguments) does not end")
            kill(pid, SIGKILL)
        }
        var status: Int32 = 0
        var usage = rusage()
        try systemCall("wait4") { wait4(pid, &status, 0, &usage) }
        return Outcome(
            status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f), output: try text("stdout"),
            errors: try text("stderr"), processorTime: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
    }

    private func text(_ name: String) throws -> String { try SmallFile.read("\(directory)/\(name)") }

    private static func write(_ text: String, to path: String) throws {
        try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600).write(text.utf8)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private func spawn() throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        clinux_spawn_add_chdir(&actions, directory)
        for (number, name) in Self.names.enumerated() {
            let flags = number == 0 ? O_RDONLY : O_WRONLY | O_APPEND
            posix_spawn_file_actions_addopen(&actions, Int32(number), "\(directory)/\(name)", flags, 0)
        }
        for (number, source) in inherited { posix_spawn_file_actions_adddup2(&actions, source, number) }
        // Whoever runs the tests may ignore or block signals, which programs inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: Int32 = 0
        let result = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, environ)
        if result != 0 { throw SystemCallError("posix_spawn", arguments[0], errno: Errno(rawValue: result)) }
        return pid
    }
}
