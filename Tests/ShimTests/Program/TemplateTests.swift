import FoundationEssentials
import Glibc
import JSON
import Linux
import ShimProtocol
import Testing

/// Shims that are forked from a template in place of being started.
@Suite struct TemplateTests {
    @Test func aForkIsAShimLikeAnother() throws {
        let template = try TemplateFixture()
        let shim = try ShimFixture("echo out; exit 3", from: template)
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: nil))
        guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
        guard case .exited(let status) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(status.code == 3)
        #expect(try shim.logEntries().map(\.log) == ["out\n"])
        // It is this process's child, not the template's.
        #expect(try shim.waitForEnd() == 0)
        #expect(try template.end() == 0)
    }

    @Test func shimsOutliveTheTemplate() throws {
        let template = try TemplateFixture()
        let shims = try (0..<3).map { _ in try ShimFixture("true", from: template) }
        #expect(try template.end() == 0)
        for shim in shims {
            guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
            #expect(try shim.waitForEnd() == 0)
        }
    }

    /// They ask while the container ends, and all of them have come in when the shim sees to its end.
    @Test func whoIsInTheQueueAtTheEndIsAnswered() throws {
        let template = try TemplateFixture()
        let shim = try ShimFixture("sleep 60", from: template)
        guard case .started(let pid, _) = try shim.ask(.start) else { throw ShimClient.Closed() }
        try systemCall("kill") { kill(shim.pid, SIGSTOP) }
        var status: Int32 = 0
        try systemCall("waitpid") { waitpid(shim.pid, &status, WUNTRACED) }
        let process = try ProcessDescriptor.open(pid)
        try ProcessDescriptor.signal(process.raw, SIGKILL)
        _ = try ProcessDescriptor.waitForEnd(process.raw)
        let clients = try (0..<5).map { _ in
            let client = try shim.connect()
            try client.send(.state)
            return client
        }
        try systemCall("kill") { kill(shim.pid, SIGCONT) }
        for client in clients {
            guard case .state(let state) = try client.reply() else { throw ShimClient.Closed() }
            #expect(state.phase == .exited)
        }
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.directory.read("shim.log") == [])
    }

    @Test func aForkHasItsOwnNameAndDescriptors() throws {
        let template = try TemplateFixture()
        let shim = try ShimFixture("true", from: template)
        guard case .state = try shim.ask(.state) else { throw ShimClient.Closed() }
        let process = "/proc/\(shim.pid)"
        #expect(try SmallFile.read("\(process)/cmdline").split(separator: "\0").dropFirst() == ["c1"])
        #expect(try SmallFile.read("\(process)/comm") == "wherry-shim\n")
        #expect(try link("\(process)/cwd") == shim.directory.path)
        #expect(try link("\(process)/fd/0") == "/dev/null")
        #expect(try link("\(process)/fd/2") == shim.directory.file("shim.log"))
        #expect(access("\(process)/fd/\(ShimFixture.inheritedListener)", F_OK) == 0)
        #expect(try shim.ask(.kill(exec: nil, signal: SIGKILL, all: false)) == .done)
        #expect(try shim.waitForEnd() == 0)
    }

    private func link(_ path: String) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// Numbers that the template uses itself, or that descriptors of the request came under.
    @Test func descriptorsAreExchangedIfNeedBe() throws {
        let template = try TemplateFixture()
        let directory = try TemporaryDirectory()
        let pipes = try (0..<2).map { _ in
            try Pipe().split { readEnd, writeEnd in (readEnd.release(), writeEnd.release()) }
        }
        defer { for pipe in pipes { close(pipe.0) } }
        // There is no configuration in that directory, so that it ends at once, after it has said so there.
        let pid = try template.fork(in: directory, [(pipes[0].1, 5), (pipes[1].1, 4), (pipes[0].0, 3)])
        for pipe in pipes { close(pipe.1) }
        var status: Int32 = 0
        try systemCall("waitpid") { waitpid(pid, &status, 0) }
        #expect(status >> 8 == 1)
        #expect(String(decoding: try directory.read("shim.log") ?? [], as: UTF8.self).contains("shim.json"))
        var byte: UInt8 = 0
        for pipe in pipes { #expect(read(pipe.0, &byte, 1) == 0) }
    }

    /// As when the engine ended between its request and the reply.
    @Test func aForkThatTheEngineNeverLearntOfEnds() throws {
        let template = try TemplateFixture()
        let directory = try TemporaryDirectory()
        let gate = try Pipe()
        let request = ShimTemplateRequest(
            id: "c1", directory: directory.path, errors: directory.file("shim.log"), descriptors: [])
        let pid = try #require(try template.ask(request.json(), [gate.readEnd.raw]).pid)
        gate.split { _, _ in }
        var status: Int32 = 1
        try systemCall("waitpid") { waitpid(pid, &status, 0) }
        #expect(status == 0)
        #expect(try directory.read("shim.log") == [])
    }

    @Test(arguments: [
        "", "{", "{}", #"{"id":"a","directory":"/","errors":"/dev/null","descriptors":["x"]}"#,
    ])
    func aRequestThatIsNoneIsRefused(text: String) throws {
        let template = try TemplateFixture()
        guard !text.isEmpty else { return #expect(try template.end() == 0) }
        #expect(try template.ask(Array(text.utf8), []).failure != nil)
        let shim = try ShimFixture("true", from: template)
        guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
        #expect(try shim.waitForEnd() == 0)
    }

    @Test(arguments: [[], [1], [3, 4]] as [[Int32]])
    func descriptorsThatAreNotThoseNamedAreRefused(numbers: [Int32]) throws {
        let template = try TemplateFixture()
        let request = ShimTemplateRequest(id: "a", directory: "/", errors: "/dev/null", descriptors: numbers)
        let null = try OwnedDescriptor.open("/dev/null", O_RDWR)
        let reply = try template.ask(request.json(), numbers.count == 1 ? [null.raw, null.raw] : [])
        #expect(reply.failure?.contains("descriptors") == true)
    }
}
