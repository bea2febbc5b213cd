import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

@testable import OCIRuntime

/// Clients tell exit codes by these messages, which are Go's.
struct ExecutableSearchTests {
    private func with(_ body: (String) throws -> Void) throws {
        try TemporaryDirectory.with { directory in
            for name in ["one", "two", "two/folder"] {
                try systemCall("mkdir", name) { mkdir("\(directory)/\(name)", 0o755) }
            }
            for (name, mode) in [("one/plain", 0o644), ("two/plain", 0o755), ("two/tool", 0o755)] {
                _ = try OwnedDescriptor.open("\(directory)/\(name)", O_WRONLY | O_CREAT, mode: UInt32(mode))
            }
            try systemCall("symlink") { symlink("two/tool", "\(directory)/link") }
            try body(directory)
        }
    }

    private func found(_ name: String, _ environment: [String]) throws -> String {
        try ExecutableSearch.find(name, environment: environment)
    }

    private func refusal(_ name: String, _ path: String?) -> RuntimeError? {
        do throws(RuntimeError) {
            _ = try ExecutableSearch.find(name, environment: path.map { ["PATH=\($0)"] } ?? [])
            return nil
        } catch {
            return error
        }
    }

    @Test func directoriesAreSearchedInTheirOrder() throws {
        try with { directory in
            let path = ["PATH=/nowhere:\(directory)/one:\(directory)/two"]
            let tool = try found("tool", path)
            #expect(tool == "\(directory)/two/tool")
            // A file that cannot be executed is passed over.
            let plain = try found("plain", path)
            #expect(plain == "\(directory)/two/plain")
        }
    }

    @Test func theLastPathCounts() throws {
        try with { directory in
            let environment = ["PATH=\(directory)/two", "X=1", "PATH=\(directory)/one"]
            #expect(throws: RuntimeError.self) { try found("tool", environment) }
            let tool = try found("tool", environment.reversed())
            #expect(tool == "\(directory)/two/tool")
        }
    }

    @Test(arguments: [nil, "", "/nowhere", ":", "::/nowhere"])
    func whatIsNowhereIsNotFound(path: String?) throws {
        let error = try #require(refusal("no-such-tool", path))
        #expect(error.message == "exec: \"no-such-tool\": executable file not found in $PATH")
        #expect(error.code == .commandNotFound)
    }

    @Test func aFolderIsNoProgram() throws {
        try with { directory in
            #expect(
                refusal("folder", "\(directory)/two")?.message == "exec: \"folder\": executable file not found in $PATH"
            )
            let error = try #require(refusal("\(directory)/two/folder", nil))
            #expect(error.message == "exec: \"\(directory)/two/folder\": permission denied")
            #expect(error.code == .commandNotExecutable)
        }
    }

    @Test func aPathIsTakenAsItIs() throws {
        try with { directory in
            #expect(try found("\(directory)/link", []) == "\(directory)/link")
            let missing = try #require(refusal("\(directory)/none", nil))
            #expect(
                missing.message == "exec: \"\(directory)/none\": stat \(directory)/none: no such file or directory")
            #expect(missing.code == .commandNotFound)
            let plain = try #require(refusal("\(directory)/one/plain", nil))
            #expect(plain.message == "exec: \"\(directory)/one/plain\": permission denied")
            #expect(plain.code == .commandNotExecutable)
            let below = try #require(refusal("\(directory)/two/tool/x", nil))
            #expect(below.message == "exec: \"\(directory)/two/tool/x\": stat \(directory)/two/tool/x: not a directory")
            #expect(below.code == .commandNotExecutable)
        }
    }

    @Test(arguments: [
        (Errno.noSuchFileOrDirectory, "exec /x: no such file or directory", RuntimeError.Code.commandNotFound),
        (.permissionDenied, "exec /x: permission denied", .commandNotExecutable),
        (.execFormatError, "exec /x: exec format error", .commandNotExecutable),
        (.noMemory, "exec /x: Cannot allocate memory", .commandNotExecutable),
    ])
    func whatTheKernelRefusesToExecute(reason: Errno, message: String, code: RuntimeError.Code) {
        let error = ExecutableSearch.failure(executing: "/x", SystemCallError("execve", "/x", errno: reason))
        #expect(error.message == message)
        #expect(error.code == code)
    }
}
