import Glibc
import JSON
import Linux
import ShimProtocol
import SystemPackage

/// Runs an OCI runtime program and tells its failures by what it logs: its own streams may be the container's.
struct RuntimeCommand {
    private static let logFile = "runtime.log"
    /// What a runtime may need of the environment: to find programs, and systemd.
    private static let passedVariables = ["PATH", "HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"]

    let program: String
    let root: String

    /// Runs `arguments` behind the global options, and waits for it.
    ///
    /// - Parameter streams: what the program has as its own; `/dev/null` for a terminal.
    func run(_ arguments: [String], _ streams: ChildStreams = .terminal) throws(ShimFailure) {
        unlink(Self.logFile)
        let options = ["--root", root, "--log", Self.logFile, "--log-format", "json"]
        let code = try ShimFailure.wrapping { () throws(SystemCallError) in
            try ChildReaper.wait(for: try spawn([program] + options + arguments, streams))
        }
        guard code == 0 else { throw failure(of: arguments.first ?? "", code: code) }
    }

    private func spawn(_ arguments: [String], _ streams: ChildStreams) throws(SystemCallError) -> Int32 {
        let null = try OwnedDescriptor.null()
        let descriptors: [Int32]
        switch streams {
        case .descriptors(let input, let output, let error): descriptors = [input, output, error]
        case .terminal: descriptors = [null.raw, null.raw, null.raw]
        }
        let environment = Environment.current.words(of: Self.passedVariables)
        return try Self.spawn(arguments, environment: environment, descriptors)
    }

    /// posix_spawn(3) with the signal mask emptied, which the shim has filled.
    private static func spawn(
        _ arguments: [String], environment: [String], _ descriptors: [Int32]
    ) throws(SystemCallError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var empty = sigset_t()
        sigemptyset(&empty)
        posix_spawnattr_setsigmask(&attributes, &empty)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var vectors = (arguments.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
        defer { for text in vectors.0 + vectors.1 { free(text) } }
        var pid: Int32 = 0
        let result = posix_spawnp(&pid, arguments[0], &actions, &attributes, &vectors.0, &vectors.1)
        if result != 0 { throw SystemCallError("posix_spawn", arguments[0], errno: .init(rawValue: result)) }
        return pid
    }

    private func failure(of verb: String, code: Int32) -> ShimFailure {
        let lines = (try? RunDirectory.read(Self.logFile)) ?? []
        let messages = lines.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? LogLine(json: Array(line))
        }
        guard let message = messages.last(where: { $0.level == "error" })?.msg else {
            return ShimFailure(code: .runtime, message: "\(program) \(verb) failed with exit code \(code)")
        }
        return ShimFailure(code: Self.code(of: message), message: message)
    }

    private struct LogLine: JSONMapped {
        var level = ""
        var msg = ""

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("level", &level)
            try members.required("msg", &msg)
        }
    }

    /// Other programs tell in words alone why a command could not be run.
    private static func code(of message: String) -> ShimFailure.Code {
        let isAboutProgram = message.contains("exec")
        if isAboutProgram, message.contains("not found") || message.contains("no such file") { return .commandNotFound }
        if isAboutProgram, message.contains("ermission denied") { return .commandNotExecutable }
        return .runtime
    }
}
