import Glibc
import Linux
import ShimProtocol
import Testing

/// The program from its start to its end, with containers that are plain processes.
@Suite struct LifecycleTests {
    static let both = AttachStreams(input: false, output: true, error: true)

    @Test func outputIsLoggedAndTheExitRecorded() throws {
        let shim = try ShimFixture("echo out; echo err >&2; exit 3")
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: nil))
        guard case .started(let pid, let startedAt) = try shim.ask(.start) else { throw ShimClient.Closed() }
        #expect(pid > 0)
        #expect(Timestamp(startedAt) != nil)
        guard case .exited(let status) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(status.code == 3)
        #expect(Timestamp(status.exitedAt) != nil)
        #expect(!status.outOfMemory)
        // What waits for the exit finds everything written already.
        #expect(try shim.exitFile() == status)
        #expect(try shim.logEntries().map { "\($0.stream) \($0.log)" }.sorted() == ["stderr err\n", "stdout out\n"])
        #expect(try shim.directory.read("state/c1/pid") == nil)
        #expect(try shim.waitForEnd() == 0)
    }

    @Test func keepsOnlyTheDescriptorsThatItIsToldOf() throws {
        let shim = try ShimFixture("true")
        guard case .state = try shim.ask(.state) else { throw ShimClient.Closed() }
        #expect(access("/proc/\(shim.pid)/fd/\(ShimFixture.inheritedListener)", F_OK) == 0)
        #expect(access("/proc/\(shim.pid)/fd/\(ShimFixture.furtherDescriptor)", F_OK) == -1)
    }

    @Test func aClientThatAttachedBeforeTheStartMissesNothing() throws {
        let shim = try ShimFixture("echo out; echo err >&2")
        let attached = try shim.connect()
        try attached.send(.attach(Self.both))
        let onlyError = try shim.connect()
        try onlyError.send(.attach(AttachStreams(input: false, output: false, error: true)))
        let starter = try shim.connect()
        try starter.send(.start)
        #expect(try attached.reply() == .attached)
        let streams = try attached.output()
        #expect(streams.output == Array("out\n".utf8))
        #expect(streams.error == Array("err\n".utf8))
        #expect(try onlyError.reply() == .attached)
        let errors = try onlyError.output()
        #expect(errors.output.isEmpty && errors.error == Array("err\n".utf8))
        #expect(try shim.waitForEnd() == 0)
    }

    /// Requests that were sent before the shim could take any are served in their order.
    @Test func manyClientsAreServedInTheirOrder() throws {
        let shim = try ShimFixture("echo hello")
        let early = try (0..<20).map { _ in
            let client = try shim.connect()
            try client.send(.attach(Self.both))
            return client
        }
        let starter = try shim.connect()
        try starter.send(.start)
        for client in early {
            #expect(try client.reply() == .attached)
            #expect(try client.output().output == Array("hello\n".utf8))
        }
    }

    @Test func aSignalIsToldAs128AndItsNumber() throws {
        let shim = try ShimFixture("kill -TERM $$; sleep 60")
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: nil))
        _ = try shim.ask(.start)
        guard case .exited(let status) = try waiter.reply() else { throw ShimClient.Closed() }
        #expect(status.code == 143)
    }

    @Test func stateTellsThePhases() throws {
        let shim = try ShimFixture("read line") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        #expect(try shim.ask(.state) == .state(ShimState(phase: .waiting)))
        guard case .started(let pid, let startedAt) = try shim.ask(.start) else { throw ShimClient.Closed() }
        #expect(try shim.ask(.state) == .state(ShimState(phase: .running, pid: pid, startedAt: startedAt)))
        guard case .failed(let failure) = try shim.ask(.start) else { throw ShimClient.Closed() }
        #expect(failure.code == .alreadyStarted)
        #expect(try shim.ask(.kill(exec: nil, signal: SIGKILL, all: false)) == .done)
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.exitFile()?.code == 137)
        #expect(throws: SystemCallError.self) { try shim.connect() }
    }

    @Test func aRefusedStartIsToldToEveryoneAndEndsTheShim() throws {
        let shim = try ShimFixture("")
        try shim.directory.write("exec: no-such: executable file not found in $PATH", to: "refuse")
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: nil))
        let attached = try shim.connect()
        try attached.send(.attach(Self.both))
        #expect(try attached.reply() == .attached)
        let failure = ShimReply.failed(
            ShimFailure(code: .commandNotFound, message: "exec: no-such: executable file not found in $PATH"))
        #expect(try shim.ask(.start) == failure)
        #expect(try waiter.reply() == failure)
        #expect(try attached.rest().isEmpty)
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.exitFile() == nil)
    }

    @Test func aShimThatNoOneStartsCanBeEnded() throws {
        let shim = try ShimFixture("echo never")
        #expect(try shim.ask(.kill(exec: nil, signal: SIGKILL, all: false)) == .done)
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.logEntries().isEmpty)
    }

    @Test func signalsOfAnEndingSessionEndNothing() throws {
        let shim = try ShimFixture("read line; echo $line") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        _ = try shim.ask(.start)
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGPIPE] { kill(shim.pid, signal) }
        let attached = try shim.connect()
        try attached.send(.attach(AttachStreams(input: true, output: true, error: true)))
        #expect(try attached.reply() == .attached)
        try attached.send(Array("still here\n".utf8))
        #expect(try attached.output().output == Array("still here\n".utf8))
        #expect(try shim.waitForEnd() == 0)
    }

    @Test func aKilledShimLeavesNoExitStatusAndNoSocketToTalkTo() throws {
        let shim = try ShimFixture("read line") { $0.openStdin = true }
        let waiter = try shim.connect()
        try waiter.send(.wait(exec: nil))
        guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
        kill(shim.pid, SIGKILL)
        try shim.waitForEnd()
        #expect(throws: (any Error).self) { try waiter.reply() }
        #expect(throws: SystemCallError.self) { try shim.connect() }
        #expect(try shim.exitFile() == nil)
    }

    /// A request that is none gets an error, and the next client is served.
    @Test func garbageHurtsNoOneElse() throws {
        let shim = try ShimFixture("echo fine")
        for garbage in [[0, 0, 0, 2] + Array("{]".utf8), [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 2] + Array("{}".utf8)] {
            let client = try shim.connect()
            try client.send(garbage)
            guard case .failed = try client.reply() else { throw ShimClient.Closed() }
        }
        let silent = try shim.connect()
        let half = try shim.connect()
        try half.send([0, 0])
        half.endInput()
        #expect(try half.rest().isEmpty)
        guard case .started = try shim.ask(.start) else { throw ShimClient.Closed() }
        #expect(try shim.waitForEnd() == 0)
        #expect(throws: ShimClient.Closed.self) { try silent.reply() }
        #expect(try shim.logEntries().map(\.log) == ["fine\n"])
    }

    @Test func theContainerInheritsNothing() throws {
        let shim = try ShimFixture("ls /proc/self/fd; grep -E '^Sig(Blk|Ign)' /proc/self/status") {
            $0.held = [ShimFixture.furtherDescriptor]
        }
        _ = try shim.ask(.start)
        #expect(try shim.waitForEnd() == 0)
        let lines = try shim.logEntries().map { $0.log.filter { !$0.isWhitespace } }
        // 3 is the directory that ls reads.
        let descriptors = lines.compactMap { Int($0) }.sorted()
        #expect(descriptors == [0, 1, 2, 3])
        #expect(lines.contains("SigBlk:0000000000000000"))
    }

    @Test func anUnreadableConfigurationIsToldToWhoeverStarts() throws {
        let shim = try ShimFixture("echo never")
        _ = try shim.ask(.kill(exec: nil, signal: SIGKILL, all: false))
        let broken = try ShimFixture("echo never") { $0.runtime = "/nonexistent/runtime" }
        guard case .failed(let failure) = try broken.ask(.start) else { throw ShimClient.Closed() }
        #expect(failure.code == .runtime)
        #expect(failure.message.contains("/nonexistent/runtime"))
        #expect(try broken.waitForEnd() == 0)
    }
}
