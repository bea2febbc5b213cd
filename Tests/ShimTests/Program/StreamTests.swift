import Glibc
import Linux
import ShimProtocol
import TestSupport
import Testing

/// Standard streams between a container, its log and its clients.
@Suite struct StreamTests {
    static let all = AttachStreams(input: true, output: true, error: true)
    static let outputs = AttachStreams(input: false, output: true, error: true)

    static func attach(_ shim: ShimFixture, _ streams: AttachStreams = all) throws -> ShimClient {
        let client = try shim.connect()
        try client.send(.attach(streams))
        #expect(try client.reply() == .attached)
        return client
    }

    @Test func theClientsEndOfInputIsTheContainers() throws {
        let shim = try ShimFixture("cat; echo done") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        let client = try Self.attach(shim)
        _ = try shim.ask(.start)
        // More than the pipe and the shim hold, so that both have to wait for `cat`.
        let input = (0..<400_000).flatMap { _ in Array("line\n".utf8) }
        let sender = Thread { () throws in
            try client.send(input); client.endInput()
        }
        #expect(try client.output().output == input + Array("done\n".utf8))
        try sender.join()
        #expect(try shim.waitForEnd() == 0)
    }

    /// As `docker run -i` does: it sends its input as soon as it is attached, and asks for the start behind that.
    @Test(arguments: [false, true])
    func inputThatComesBeforeTheStartWaitsForIt(clientLeaves: Bool) throws {
        let shim = try ShimFixture("cat") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        do {
            let client = try shim.connect()
            try client.send(FrameCodec.encode(ShimRequest.attach(Self.all)) + Array("early\n".utf8))
            #expect(try client.reply() == .attached)
            try client.send(Array("input\n".utf8))
            client.endInput()
            if !clientLeaves {
                _ = try shim.ask(.start)
                #expect(try client.output().output == Array("early\ninput\n".utf8))
            }
        }
        if clientLeaves { _ = try shim.ask(.start) }
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.logEntries().map(\.log) == ["early\n", "input\n"])
    }

    @Test func withoutStdinOnceTheInputStaysOpen() throws {
        let shim = try ShimFixture("read a; read b; echo $a $b") { $0.openStdin = true }
        _ = try shim.ask(.start)
        let first = try Self.attach(shim)
        try first.send(Array("one\n".utf8))
        first.endInput()
        let second = try Self.attach(shim)
        try second.send(Array("two\n".utf8))
        #expect(try first.output().output == Array("one two\n".utf8))
        #expect(try shim.waitForEnd() == 0)
    }

    @Test func withoutInputTheContainerReadsNothing() throws {
        let shim = try ShimFixture("cat; echo end")
        let client = try Self.attach(shim)
        try client.send(Array("ignored\n".utf8))
        _ = try shim.ask(.start)
        #expect(try client.output().output == Array("end\n".utf8))
    }

    @Test func inputForAProgramThatReadsNoneIsDropped() throws {
        let shim = try ShimFixture("exec <&-; echo closed; read wait < fifo") {
            $0.openStdin = true
            $0.stdinOnce = true
        }
        try systemCall("mkfifo") { mkfifo(shim.directory.file("fifo"), 0o600) }
        let client = try Self.attach(shim)
        _ = try shim.ask(.start)
        #expect(try !client.some().isEmpty)
        try client.send([UInt8](repeating: UInt8(ascii: "x"), count: 2_000_000))
        try shim.directory.write("go\n", to: "fifo")
        _ = try client.rest()
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.exitFile()?.code == 0)
    }

    /// 100 MB to the log and to a client at once; both have every byte in its place.
    @Test func muchOutputArrivesWhole() throws {
        let line = String(repeating: "0123456789", count: 100) + "\n"
        let lines = 100_000
        let shim = try ShimFixture("yes \(line.dropLast()) | head -n \(lines)")
        let client = try Self.attach(shim, Self.outputs)
        _ = try shim.ask(.start)
        var digest = RepeatedLineDigest(line)
        try client.eachFrame { digest.take($1) }
        #expect(digest.isWhole && digest.lines == lines)
        #expect(try shim.waitForEnd() == 0)
        let prefix = "{\"log\":\"\(line.dropLast())\\n\",\"stream\":\"stdout\""
        let log = try LogScan(shim.directory.file("log"), prefix: prefix)
        #expect(log.matching == lines && log.others == 0)
    }

    /// A client that reads late holds the container back, and loses nothing.
    @Test func aSlowClientLosesNothing() throws {
        let shim = try ShimFixture("yes slow | head -c 4000000; echo end >&2")
        let slow = try Self.attach(shim, Self.outputs)
        let quick = try Self.attach(shim, Self.outputs)
        _ = try shim.ask(.start)
        let reader = Thread { () throws in #expect(try quick.output().output.count == 4_000_000) }
        // The shim still serves others meanwhile.
        guard case .state(let state) = try shim.ask(.state) else { throw ShimClient.Closed() }
        #expect(state.phase == .running)
        let output = try slow.output()
        #expect(output.output.count == 4_000_000)
        #expect(output.error == Array("end\n".utf8))
        try reader.join()
        #expect(try shim.waitForEnd() == 0)
    }

    @Test func aClientThatGoesAwayStopsNothing() throws {
        let shim = try ShimFixture("yes gone | head -c 8000000; echo end >&2; exit 4") {
            $0.openStdin = true
        }
        do {
            let leaving = try Self.attach(shim)
            _ = try shim.ask(.start)
            #expect(try !leaving.some().isEmpty)
        }
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.exitFile()?.code == 4)
        let log = try LogScan(shim.directory.file("log"), prefix: #"{"log":"gone\n""#)
        #expect(log.matching == 1_600_000 && log.others == 1)
    }

    @Test func clientsThatLeaveAreForgotten() throws {
        let shim = try ShimFixture("read line") { $0.openStdin = true }
        _ = try shim.ask(.start)
        let before = try shim.descriptorCount()
        for streams in [Self.outputs, Self.all] {
            for _ in 0..<10 { _ = try Self.attach(shim, streams) }
        }
        // Asked last, this is served after the others' ends were seen.
        guard case .state = try shim.ask(.state) else { throw ShimClient.Closed() }
        #expect(try shim.descriptorCount() <= before + 1)
    }

    @Test func anUnfinishedLastLineIsLogged() throws {
        let shim = try ShimFixture("printf 'no newline'")
        _ = try shim.ask(.start)
        #expect(try shim.waitForEnd() == 0)
        #expect(try shim.logEntries().map(\.log) == ["no newline"])
    }
}
