import FoundationEssentials
import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

@testable import OCIRuntime

/// A bundle of busybox with a state root and a cgroup of its own, which are removed with it.
///
/// Its configuration is the default one without a terminal, for a shell that runs a script.
final class Bundle {
    let directory: String
    let id: String
    var spec: RuntimeSpec
    /// In front of the runtime's own words.
    var wrapper: [String] = []
    /// In place of the runtime under test.
    var program: String?
    /// Before the command.
    var globalOptions: [String] = []
    private var runs = 0

    init(_ script: String = "true", _ configure: (inout RuntimeSpec) throws -> Void = { _ in }) throws {
        var template = Array("/tmp/wherry-bundle-XXXXXX".utf8CString)
        try systemCall("mkdtemp") { mkdtemp(&template) == nil ? -1 : 0 }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        id = "wherry-test-" + directory.suffix(6)
        spec = .standard
        // Older runtimes know no other.
        spec.ociVersion = "1.0.2"
        spec.process?.terminal = false
        spec.process?.args = ["sh", "-c", script]
        spec.linux?.cgroupsPath = "/\(id)"
        try configure(&spec)
        // A user of another user namespace is to get to the root.
        chmod(directory, 0o755)
        try makeRoot()
    }

    deinit {
        do {
            try deleteContainer()
            // crun leaves those of a creation that failed.
            if !RuntimeUnderTest.isOurs { try removeCgroups() }
            let left = try cgroups()
            if !left.isEmpty { Issue.record("\(id) leaves its cgroups: \(left)") }
            try FileManager.default.removeItem(atPath: directory)
        } catch {
            Issue.record("\(id) is not cleared: \(error)")
        }
    }

    private func deleteContainer() throws {
        guard access("\(stateRoot)/\(id)", F_OK) == 0 else { return }
        let outcome = try runtime("delete", "--force", id)
        if outcome.status != 0 { Issue.record("\(id) is not deleted: \(outcome)") }
        if access("\(stateRoot)/\(id)", F_OK) == 0 { Issue.record("\(id) leaves its state: \(outcome)") }
    }

    /// A path in the root.
    func root(_ path: String) -> String { "\(directory)/rootfs/\(path)" }
    var stateRoot: String { "\(directory)/state" }

    private static let applets = [
        "cat", "chmod", "cut", "dd", "echo", "env", "false", "grep", "head", "hostname", "id", "kill", "ln", "logger",
        "ls",
        "mkdir", "mknod", "mount", "ps", "pwd", "readlink", "rm", "sh", "sleep", "sort", "stat", "stty", "tail",
        "touch",
        "true", "tty", "umask", "uname", "wc", "xargs",
    ]

    /// Debian's busybox is one static program.
    private func makeRoot() throws {
        for path in ["", "bin", "etc", "proc", "dev", "sys", "tmp"] {
            try systemCall("mkdir", path) { mkdir(root(path), 0o755) }
        }
        chmod(root("tmp"), 0o1777)
        if link("/bin/busybox", root("bin/busybox")) != 0 {
            try ToolProcess.run(["cp", "/bin/busybox", root("bin/busybox")])
        }
        for applet in Self.applets { symlink("busybox", root("bin/\(applet)")) }
        try write("root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n", to: root("etc/passwd"))
    }

    /// The bundle and its root become an ordinary user's own.
    func giveRoot(to user: UInt32) throws {
        try ToolProcess.run(["chown", "-R", "\(user):\(user)", "\(directory)/rootfs"])
        try systemCall("chown") { chown(directory, user, user) }
    }

    func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws {
        try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: mode).write(text.utf8)
    }

    func writeConfiguration() throws {
        try write(String(decoding: spec.json(), as: UTF8.self), to: "\(directory)/config.json")
    }

    /// Runs a command of the runtime: its options and operands.
    @discardableResult
    func runtime(_ arguments: String...) throws -> Outcome { try runtime(arguments) }

    @discardableResult
    func runtime(
        _ arguments: [String], input: String? = nil, inherited: [(Int32, Int32)] = []
    ) throws -> Outcome {
        let own = "\(directory)/run-\(runs)"
        runs += 1
        try systemCall("mkdir", own) { mkdir(own, 0o700) }
        let command =
            wrapper + [try program ?? RuntimeUnderTest.path(), "--root", stateRoot] + globalOptions + arguments
        return try ProgramRun(arguments: command, directory: own, inherited: inherited, input: input).run()
    }

    /// Creates, starts, waits and deletes.
    func run(input: String? = nil, inherited: [(Int32, Int32)] = []) throws -> Outcome {
        try writeConfiguration()
        return try runtime(["run", "--bundle", directory, id], input: input, inherited: inherited)
    }
}
