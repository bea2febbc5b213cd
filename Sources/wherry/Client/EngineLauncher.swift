import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Starts `wherryd` where none listens, and waits until it does.
///
/// The engine tells that it listens as it tells systemd; its end says that it gave up. A lock on a file beside the log
/// lets one of several commands start it; the others wait, and find it.
struct EngineLauncher {
    /// The engine's program.
    let program: String
    /// Holds the log and the lock.
    let execRoot: String
    /// Flags of the engine beside `--host`.
    let flags: [String]

    var log: String { "\(execRoot)/wherryd.log" }

    /// - Parameter address: the engine is told to listen there.
    func start(for address: EngineAddress) throws {
        guard access(program, X_OK) == 0 else { return }
        try makeExecRoot()
        let lock = try Self.open("\(execRoot)/wherryd.lock", O_RDWR | O_CREAT)
        try systemCall("flock", "\(execRoot)/wherryd.lock") { flock(lock.raw, LOCK_EX) }
        if (try? Connection(to: address)) != nil { return }
        let ready = try ReadinessSocket()
        let logSize = Self.size(log)
        let engine = try spawn(address, telling: ready.address)
        if try !ready.wait(for: engine) { throw failure(Self.lastLine(of: log, from: logSize)) }
    }

    private func makeExecRoot() throws {
        var path = ""
        for component in execRoot.split(separator: "/") {
            path += "/\(component)"
            if mkdir(path, 0o711) != 0, errno != EEXIST {
                throw CommandLineError(
                    .system, "the engine is not running, and cannot be started: \(path): \(Errno(rawValue: errno))",
                    hint: "the engine needs root")
            }
        }
    }

    /// - Returns: a pidfd of the engine.
    private func spawn(_ address: EngineAddress, telling readiness: String) throws -> OwnedDescriptor {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = [program, "--host", address.description] + flags
        let environment = Environment.current.setting("NOTIFY_SOCKET", to: readiness)
        let pid = try ChildProcess.spawn(
            program, arguments, environment: environment.words, actions: &actions, newSession: true)
        return try ProcessDescriptor.open(pid)
    }

    private func failure(_ reason: String) -> CommandLineError {
        CommandLineError(
            .engineUnreachable, "the engine did not start\(reason.isEmpty ? "" : ": \(reason)")", hint: "see \(log)")
    }

    private static func open(_ path: String, _ flags: Int32) throws -> OwnedDescriptor {
        OwnedDescriptor(owning: try systemCall("open", path) { Glibc.open(path, flags | O_CLOEXEC, 0o640) })
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What the engine wrote last of all, bounded.
    private static func lastLine(of path: String, from offset: Int) -> String {
        guard let log = try? open(path, O_RDONLY) else { return "" }
        let start = max(offset, size(path) - 4096)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(log.raw, &bytes, bytes.count, off_t(start))
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        return text.split(separator: "\n").last.map(String.init) ?? ""
    }
}
