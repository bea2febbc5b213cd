import CLinux
import Glibc
import Linux
import SystemPackage

extension ProgramEnds {
    /// Starts a program, looked up in our `PATH`, with streams of its own and signals as they are by default.
    static func spawn(
        _ arguments: [String], environment: [String: String], input: ChildProgram.Input
    ) throws -> (pid_t, ProgramEnds) {
        if case .terminal(let columns, let rows) = input {
            return try spawnOnTerminal(arguments, environment, columns: columns, rows: rows)
        }
        let output = try Pipe()
        let error = try Pipe()
        let channel = try ChannelPair.stream()
        let actions = FileActions()
        switch input {
        case .nothing, .terminal: actions.open("/dev/null", O_RDONLY, as: 0)
        case .file(let path): actions.open(path, O_RDONLY, as: 0)
        case .text, .held: actions.duplicate(channel.second.raw, as: 0)
        }
        actions.duplicate(output.writeEnd.raw, as: 1)
        actions.duplicate(error.writeEnd.raw, as: 2)
        let pid = try actions.spawn(arguments, environment)
        let hasInput =
            switch input {
            case .text, .held: true;
            default: false
            }
        return (
            pid,
            ProgramEnds(
                process: try ProcessDescriptor.open(pid).release(), output: try nonBlocking(output.readEnd.duplicate()),
                error: try nonBlocking(error.readEnd.duplicate()),
                input: hasInput ? channel.takeFirst().release() : nil)
        )
    }

    private static func spawnOnTerminal(
        _ arguments: [String], _ environment: [String: String], columns: UInt16, rows: UInt16
    ) throws -> (pid_t, ProgramEnds) {
        let devices = try OwnedDescriptor.open("/dev/pts", O_RDONLY | O_DIRECTORY)
        let terminal = try PseudoTerminal(devpts: devices.raw)
        try PseudoTerminal.resize(terminal.slave.raw, columns: columns, rows: rows)
        let actions = FileActions()
        // The leader of a session without a terminal gets the first that it opens as its controlling one.
        actions.open(try path(of: terminal.slave.raw), O_RDWR, as: 0)
        actions.duplicate(0, as: 1)
        actions.duplicate(0, as: 2)
        let pid = try actions.spawn(arguments, environment)
        return (
            pid,
            ProgramEnds(
                process: try ProcessDescriptor.open(pid).release(),
                output: try nonBlocking(terminal.master.duplicate()), error: nil, input: nil)
        )
    }

    private static func nonBlocking(_ descriptor: consuming OwnedDescriptor) throws -> Int32 {
        try descriptor.setNonBlocking()
        return descriptor.release()
    }

    private static func path(of descriptor: Int32) throws -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = try systemCall("readlink") { readlink("/proc/self/fd/\(descriptor)", &path, path.count) }
        return String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// What is done to the descriptors of a program before it starts: posix_spawn(3).
private final class FileActions {
    private var actions = posix_spawn_file_actions_t()

    init() {
        posix_spawn_file_actions_init(&actions)
    }

    deinit {
        posix_spawn_file_actions_destroy(&actions)
    }

    func open(_ path: String, _ flags: Int32, as descriptor: Int32) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0)
    }

    func duplicate(_ descriptor: Int32, as number: Int32) {
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }

    /// In a session of its own; whoever runs the tests may ignore signals such as SIGPIPE.
    func spawn(_ arguments: [String], _ environment: [String: String]) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | clinux_spawn_setsid)
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, arguments[0], &actions, &attributes, &words, &variables)
        guard code == 0 else { throw SystemCallError("posix_spawn", arguments[0], errno: Errno(rawValue: code)) }
        return pid
    }
}
