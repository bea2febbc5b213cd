import FoundationEssentials
import Glibc
import JSON
import Linux
import OCI
import ShimProtocol
import SystemPackage
import TestSupport

/// A shim that was started as the engine starts one: the built program, in a run directory of its own.
final class ShimFixture {
    let directory: TemporaryDirectory
    let pid: Int32
    private var hasEnded = false

    /// - Parameters:
    ///   - program: a shell script that is the container.
    ///   - template: what the shim is forked from; `nil` starts the program.
    ///   - configure: what differs from a container without standard input.
    init(
        _ program: String, from template: TemplateFixture? = nil,
        _ configure: (inout ShimConfiguration) -> Void = { _ in }
    ) throws {
        directory = try TemporaryDirectory()
        try directory.write(program, to: "program.sh")
        try directory.write(FakeRuntime.script, to: "runtime", mode: 0o755)
        let listener = try Self.listen(directory.file("shim.sock"))
        var configuration = ShimConfiguration(
            id: "c1", root: .directory(path: "/", readOnly: true), runtime: directory.file("runtime"),
            runtimeRoot: directory.file("state"), log: LogFile(path: directory.file("log"), maximumSize: 0),
            exitFile: directory.file("exit.json"), listener: Self.inheritedListener)
        configure(&configuration)
        try Self.write(configuration, to: "shim.json", in: directory)
        try Self.write(RuntimeSpec(process: .init(args: ["program.sh"])), to: "config.json", in: directory)
        pid =
            if let template {
                try template.fork(in: directory, [(listener.raw, Self.inheritedListener)])
            } else {
                try Self.spawn(in: directory.path, listener: listener.raw)
            }
    }

    deinit {
        if !hasEnded {
            kill(pid, SIGKILL)
            _ = try? waitForEnd()
        }
    }

    /// The number of the listener in the shim.
    static let inheritedListener: Int32 = 9

    /// The number of a descriptor that the shim is given besides: by mistake, unless its configuration names it.
    static let furtherDescriptor: Int32 = 1000

    /// Waits until the shim has ended.
    ///
    /// - Returns: the status as waitpid(2) gives it; 0 is a good end.
    @discardableResult
    func waitForEnd() throws -> Int32 {
        var status: Int32 = 0
        try systemCall("waitpid") { waitpid(pid, &status, 0) }
        hasEnded = true
        return status
    }

    func connect() throws -> ShimClient {
        try ShimClient(path: directory.file("shim.sock"))
    }

    /// Sends a request and takes its reply.
    func ask(_ request: ShimRequest) throws -> ShimReply {
        let client = try connect()
        try client.send(request)
        return try client.reply()
    }

    func exitFile() throws -> ExitStatus? {
        try directory.read("exit.json").map { try ExitStatus(json: Array($0)) }
    }

    func logEntries() throws -> [LogEntry] {
        try LogEntry.entries(in: try directory.read("log") ?? [])
    }

    /// How many descriptors the shim has open.
    func descriptorCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
    }

    static func write(_ value: some JSONRepresentable, to name: String, in directory: TemporaryDirectory) throws {
        try directory.write(String(decoding: value.json(), as: UTF8.self), to: name)
    }

    static func listen(_ path: String) throws -> OwnedDescriptor {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let listener = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        try ShimClient.withAddress(path) { address, length in
            try systemCall("bind", path) { bind(listener.raw, address, length) }
        }
        try systemCall("listen") { Glibc.listen(listener.raw, 64) }
        return listener
    }

    private static func spawn(in path: String, listener: Int32) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, listener, inheritedListener)
        posix_spawn_file_actions_adddup2(&actions, listener, furtherDescriptor)
        // As the engine starts one: whoever runs the tests may ignore signals such as SIGPIPE.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let program = try BuiltProgram.path(of: "wherry-shim")
        return try spawn(["/bin/sh", "-c", "cd \"$0\" && exec \"$1\"", path, program], &actions, &attributes)
    }

    static func spawn(
        _ words: [String], _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
    ) throws -> Int32 {
        var arguments = words.map { strdup($0) } + [nil]
        var environment = [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nil]
        defer { for text in arguments + environment { free(text) } }
        var pid: Int32 = 0
        let result = posix_spawn(&pid, words[0], &actions, &attributes, &arguments, &environment)
        if result != 0 { throw SystemCallError("posix_spawn", words[0], errno: Errno(rawValue: result)) }
        return pid
    }
}
