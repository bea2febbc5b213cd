package import Linux

/// What the engine writes to `<run directory>/shim.json` before it starts a shim there.
///
/// The run directory is `<exec-root>/shims/<container id>`, mode 0700. It holds `config.json` (the OCI runtime
/// specification), `shim.json` and `shim.sock`, and goes when the engine has seen the container's exit.
package struct ShimConfiguration: Equatable, Sendable {
    /// The container's id: 64 hexadecimal digits.
    package var id: String
    /// What the root filesystem is mounted from.
    package var root: RootMount
    /// `nil` creates the container in the shim's own process; else the path of an OCI runtime to run.
    package var runtime: String?
    /// Where the runtime keeps its state; as runc's `--root`.
    package var runtimeRoot: String
    /// Whether the first process is one that passes signals on and reaps orphans, with the program as its child.
    package var initProcess: Bool
    /// Whether standard input stays open for attached clients; otherwise it reads `/dev/null`.
    package var openStdin: Bool
    /// Whether standard input is closed when the first attached client's ends.
    package var stdinOnce: Bool
    /// `nil` keeps no log.
    package var log: LogFile?
    /// Where the exit status is written, in full or not at all: ``ExitStatus`` as JSON.
    package var exitFile: String
    /// A descriptor that the shim inherits: a listening `SOCK_STREAM` socket, bound to `shim.sock`.
    package var listener: Int32
    /// Inherited descriptors that are kept open as long as the container runs: sockets bound to the published ports, so
    /// that no other program takes them, and the network namespace that the specification names by its descriptor.
    package var held: [Int32]

    /// All that the shim inherits beside its standard streams; it closes every other descriptor.
    ///
    /// - Throws: `invalidConfiguration` for one that is named twice: who is done with it first would close it for both.
    package func inherited() throws(ShimFailure) -> [Int32] {
        let all = held + [listener, root.descriptor].compactMap(\.self)
        for (index, descriptor) in all.enumerated() where all[..<index].contains(descriptor) {
            throw ShimFailure(
                code: .invalidConfiguration, message: "descriptor \(descriptor) is named for two purposes")
        }
        return all
    }

    package init(
        id: String, root: RootMount, runtime: String? = nil, runtimeRoot: String, initProcess: Bool = false,
        openStdin: Bool = false, stdinOnce: Bool = false, log: LogFile? = nil, exitFile: String, listener: Int32,
        held: [Int32] = []
    ) {
        self.id = id
        self.root = root
        self.runtime = runtime
        self.runtimeRoot = runtimeRoot
        self.initProcess = initProcess
        self.openStdin = openStdin
        self.stdinOnce = stdinOnce
        self.log = log
        self.exitFile = exitFile
        self.listener = listener
        self.held = held
    }
}

/// A log in Docker's json-file format: a JSON object a line with `log`, `stream` and `time`.
package struct LogFile: Equatable, Sendable {
    package var path: String
    /// In bytes; a file that would grow beyond it is rotated to `path.1`, that to `path.2`, and so on. 0 is unlimited.
    package var maximumSize: Int64
    /// How many files are kept, the current one included; at least 1.
    package var maximumFiles: Int

    package init(path: String, maximumSize: Int64 = 10_000_000, maximumFiles: Int = 3) {
        self.path = path
        self.maximumSize = maximumSize
        self.maximumFiles = maximumFiles
    }
}

/// How a container's or an exec's first process ended.
package struct ExitStatus: Equatable, Sendable {
    /// The exit code, or 128 + the signal that ended it.
    package var code: Int32
    /// In RFC 3339 with nanoseconds, UTC.
    package var exitedAt: String
    /// Whether the kernel killed a process of the container for want of memory.
    package var outOfMemory: Bool

    package init(code: Int32, exitedAt: String, outOfMemory: Bool = false) {
        self.code = code
        self.exitedAt = exitedAt
        self.outOfMemory = outOfMemory
    }
}
