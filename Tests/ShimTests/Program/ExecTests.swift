import Glibc
import Linux
import OCI
import ShimProtocol
import Testing

/// Further processes in a container that runs.
@Suite struct ExecTests {
    let shim: ShimFixture

    init() throws {
        shim = try ShimFixture("read line; exit 0") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
    }

    func exec(_ id: String, _ script: String, _ streams: AttachStreams?) throws -> ShimClient {
        try shim.directory.write(script, to: "\(id).sh")
        let client = try shim.connect()
        let process = RuntimeSpec.Process(args: [shim.directory.file("\(id).sh")])
        try client.send(.exec(ExecRequest(id: id, process: process, streams: streams)))
        return client
    }

    func started(_ client: ShimClient) throws -> Int32 {
        guard case .started(let pid, _) = try client.reply() else { throw ShimClient.Closed() }
        return pid
    }

    @Test func outputAndExitAreThoseOfTheExec() throws {
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: "e1"))
        let client = try exec("e1", "echo out; echo err >&2; exit 5", StreamTests.outputs)
        #expect(try started(client) > 0)
        let output = try client.output()
        #expect(output.output == Array("out\n".utf8))
        #expect(output.error == Array("err\n".utf8))
        guard case .exited(let status) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(status.code == 5)
        // Asked for late, it is still known.
        #expect(try shim.ask(.wait(exec: "e1")) == .exited(status))
        // It is not the container's.
        #expect(try shim.logEntries().isEmpty)
        #expect(try shim.ask(.state) != .state(ShimState(phase: .exited)))
    }

    @Test func inputEndsWithTheClients() throws {
        let client = try exec("e1", "cat; echo end", StreamTests.all)
        try client.send(Array("hello\n".utf8))
        client.endInput()
        _ = try started(client)
        #expect(try client.output().output == Array("hello\nend\n".utf8))
    }

    @Test func aDetachedExecRunsOnItsOwn() throws {
        let client = try exec("e1", "cat; echo lost; read wait < fifo; exit 6", nil)
        try systemCall("mkfifo") { mkfifo(shim.directory.file("fifo"), 0o600) }
        let pid = try started(client)
        #expect(try client.rest().isEmpty)
        guard case .state(let state) = try shim.ask(.state) else { throw ShimClient.Closed() }
        #expect(state.execs == ["e1": pid])
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: "e1"))
        #expect(try shim.ask(.kill(exec: "e1", signal: SIGKILL, all: false)) == .done)
        guard case .exited(let status) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(status.code == 137)
    }

    /// As `docker exec c sh -c 'server &'`: the client is let go, and the server is not hurt by it.
    @Test func whatAnExecLeavesBehindCanStillWrite() throws {
        try systemCall("mkfifo") { mkfifo(shim.directory.file("fifo"), 0o600) }
        let script = "(read go < fifo; echo more && echo alive > result) & echo first"
        let client = try exec("e1", script, StreamTests.outputs)
        _ = try started(client)
        #expect(try client.output().output == Array("first\n".utf8))
        try systemCall("mkfifo") { mkfifo(shim.directory.file("result"), 0o600) }
        try shim.directory.write("go\n", to: "fifo")
        #expect(try shim.directory.read("result") == Array("alive\n".utf8))
    }

    /// As Docker answers, whose clients ask for the size of their own terminal.
    @Test func withoutATerminalThereIsNothingToResize() throws {
        #expect(try shim.ask(.resize(exec: nil, columns: 80, rows: 24)) == .done)
        let client = try exec("e1", "read line", StreamTests.all)
        _ = try started(client)
        #expect(try shim.ask(.resize(exec: "e1", columns: 80, rows: 24)) == .done)
    }

    @Test func requestsForWhatIsNotThereAreRefused() throws {
        for request in [
            ShimRequest.kill(exec: "none", signal: 9, all: false), .resize(exec: "none", columns: 80, rows: 24),
        ] {
            guard case .failed(let failure) = try shim.ask(request) else { throw ShimClient.Closed() }
            #expect(failure.code == .noSuchExec)
        }
        _ = try started(try exec("e1", "exit 0", nil))
        guard case .failed(let again) = try exec("e1", "exit 0", nil).reply() else { throw ShimClient.Closed() }
        #expect(again.code == .alreadyStarted)
    }

    @Test func theContainersEndIsToldToThoseWhoWaitForAnExec() throws {
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: "never"))
        #expect(try shim.ask(.kill(exec: nil, signal: SIGKILL, all: true)) == .done)
        guard case .failed(let failure) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(failure.code == .notRunning)
        #expect(try shim.waitForEnd() == 0)
    }
}
