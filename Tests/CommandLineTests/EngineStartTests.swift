import Linux
import Testing

@testable import wherry

#if canImport(Glibc)
import Glibc
#endif

@Suite struct EngineStartTests {
    /// A directory for one test.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/wherry-start.XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer {
            for name in ["wherryd.log", "wherryd.lock"] { unlink("\(path)/run/\(name)") }
            rmdir("\(path)/run")
            rmdir(path)
        }
        try body(path)
    }

    @Test func anEngineThatGivesUpIsQuoted() throws {
        try withDirectory { directory in
            // Like an engine that writes a line and ends: it writes the flags that it was given.
            let launcher = EngineLauncher(
                program: "/bin/echo", execRoot: "\(directory)/run", flags: ["--data-root", "/d"])
            let client = EngineClient(address: .unix(path: "\(directory)/socket"), launcher: launcher)
            let error = #expect(throws: CommandLineError.self) { try client.open() }
            #expect(error?.code == .engineUnreachable)
            #expect(
                error?.message == "the engine did not start: --host unix://\(directory)/socket --data-root /d")
        }
    }

    @Test func withoutAnEnginesProgramTheAddressIsNamed() throws {
        try withDirectory { directory in
            let launcher = EngineLauncher(program: "\(directory)/wherryd", execRoot: "\(directory)/run", flags: [])
            let client = EngineClient(address: .unix(path: "\(directory)/socket"), launcher: launcher)
            let error = #expect(throws: CommandLineError.self) { try client.open() }
            #expect(error?.message.contains("unix://\(directory)/socket") == true)
        }
    }

    @Test func readinessIsHeardAndSoIsAnEnd() throws {
        let me = try ProcessDescriptor.open(getpid())
        let socket = try ReadinessSocket()
        #expect(socket.address.hasPrefix("@") && socket.address.utf8.count > 1)
        try send("STATUS=starting\n", to: socket.address)
        try send("MAINPID=1\nREADY=1", to: socket.address)
        #expect(try socket.wait(for: me))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let pid = try ChildProcess.spawn(
            "/bin/true", ["true"], environment: [], actions: &actions, newSession: false)
        let child = try ProcessDescriptor.open(pid)
        #expect(try !socket.wait(for: child))
        waitpid(pid, nil, 0)
    }

    private func send(_ text: String, to name: String) throws {
        let sender = OwnedDescriptor(
            owning: try systemCall("socket") { socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0) })
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: [0] + name.utf8.dropFirst()) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        let (raw, bytes) = (sender.raw, Array(text.utf8))
        try withUnsafePointer(to: address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = try systemCall("sendto") { sendto(raw, bytes, bytes.count, 0, generic, length) }
            }
        }
    }

    @Test func settings() throws {
        #expect(try EngineSettings(host: nil, environment: [:]).address() == .standard)
        let environment: Environment = ["WHERRY_HOST": "unix:///a"]
        #expect(try EngineSettings(host: nil, environment: environment).address() == .unix(path: "/a"))
        #expect(try EngineSettings(host: "unix:///b", environment: environment).address() == .unix(path: "/b"))
        #expect(throws: CommandLineError.self) { try EngineSettings(host: "nonsense", environment: [:]).client() }
    }
}
