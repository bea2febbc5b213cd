import Linux
import Synchronization
import Testing

@testable import wherry

#if canImport(Glibc)
import Glibc
#endif

@Suite struct DetachKeysTests {
    private func scan(_ pieces: [[UInt8]], _ keys: DetachKeys = .standard) -> (passed: [UInt8], isDetached: Bool) {
        var scanner = DetachKeyScanner(keys)
        var passed: [UInt8] = []
        for piece in pieces {
            let (some, isDetached) = piece.withUnsafeBytes { scanner.scan($0) }
            passed += some
            if isDetached { return (passed, true) }
        }
        return (passed, false)
    }

    @Test func keysAreFoundAcrossPieces() {
        #expect(scan([[65, 16, 17, 66]]) == ([65], true))
        #expect(scan([[65, 16], [17]]) == ([65], true))
        #expect(scan([[16], [65], [16, 16, 17]]) == ([16, 65, 16], true))
        #expect(scan([[16]]) == ([], false))
    }

    @Test func grammar() throws {
        #expect(try DetachKeys("ctrl-p,ctrl-q") == .standard)
        #expect(try DetachKeys("a,ctrl-[,ctrl-@").sequence == [97, 27, 0])
        for text in ["", "ctrl-", "ctrl-1", "ab", "a,", "ctrl-A"] {
            #expect(throws: CommandLineError.self) { try DetachKeys(text) }
        }
    }
}

/// Serialized, as signals are the process's.
@Suite(.serialized) struct TerminalTests {
    private struct Pair: ~Copyable {
        let main: OwnedDescriptor
        let terminal: OwnedDescriptor

        init() throws {
            let ends = try Self.open()
            main = OwnedDescriptor(owning: ends.main)
            terminal = OwnedDescriptor(owning: ends.terminal)
        }

        /// The requests of ioctl_tty(2) in place of `posix_openpt`, which the C module for Swift leaves out.
        private static func open() throws -> (main: Int32, terminal: Int32) {
            let main = try systemCall("open") { Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC) }
            var (lock, number): (Int32, Int32) = (0, 0)
            try systemCall("TIOCSPTLCK") { ioctl(main, 0x4004_5431, &lock) }
            try systemCall("TIOCGPTN") { ioctl(main, 0x8004_5430, &number) }
            let name = "/dev/pts/\(number)"
            return (main, try systemCall("open") { Glibc.open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) })
        }

        var settings: (local: tcflag_t, input: tcflag_t, output: tcflag_t) {
            var settings = termios()
            tcgetattr(terminal.raw, &settings)
            return (settings.c_lflag, settings.c_iflag, settings.c_oflag)
        }
    }

    @Test func settingsAreRestored() throws {
        let pair = try Pair()
        let before = pair.settings
        do {
            let raw = try RawTerminal(descriptor: pair.terminal.raw)
            #expect(pair.settings.local & tcflag_t(ICANON | ECHO | ISIG) == 0)
            _ = consume raw
        }
        #expect(pair.settings == before)
    }

    /// A stream that the engine breaks off in the middle of a frame, as well as one that ends.
    @Test(arguments: [Array("shell$ ".utf8), []])
    func settingsAreRestoredWhereTheStreamEnds(_ stream: [UInt8]) throws {
        let pair = try Pair()
        let before = pair.settings
        let engine = try FakeEngine { _ in .upgrade(stream) }
        defer { engine.stop() }
        var exchange = try EngineClient(address: .unix(path: engine.path)).upgrade(.post("/containers/x/attach"))
        _ = try exchange.checkedHead()
        let sink = try Capture()
        let attached = AttachedStream(
            connection: exchange.connection, input: pair.terminal.raw, passesInput: true, isTerminal: true,
            detachKeys: .standard, resize: {}, forward: nil)
        let stream = OutputStream(descriptor: sink.descriptor)
        var output = ContainerOutput(output: stream, error: stream, isMultiplexed: false)
        #expect(try attached.run(&output) == .closed)
        #expect(pair.settings == before)
    }

    @Test func typingTheDetachKeysLeaves() throws {
        let pair = try Pair()
        let before = pair.settings
        var ends: [Int32] = [0, 0]
        try systemCall("socketpair") { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) }
        let peer = OwnedDescriptor(owning: ends[1])
        let (sink, keyboard) = (try Capture(), pair.main.raw)
        let attached = AttachedStream(
            connection: Connection(socket: OwnedDescriptor(owning: ends[0])), input: pair.terminal.raw,
            passesInput: true,
            isTerminal: true, detachKeys: .standard,
            resize: {
                // By now the terminal is raw, and keys are not taken for its own.
                _ = [UInt8(65), 16, 17].withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
            }, forward: nil)
        let stream = OutputStream(descriptor: sink.descriptor)
        var output = ContainerOutput(output: stream, error: stream, isMultiplexed: false)
        #expect(try attached.run(&output) == .detached)
        #expect(pair.settings == before)
        var typed = [UInt8](repeating: 0, count: 8)
        #expect(recv(peer.raw, &typed, typed.count, Int32(MSG_DONTWAIT)) == 1 && typed[0] == 65)
    }

    @Test(arguments: [true, false])
    func signalsAreForwardedOrEndIt(_ isForwarded: Bool) throws {
        var ends: [Int32] = [0, 0]
        try systemCall("socketpair") { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) }
        let (sink, source, peer) = (try Capture(), try Capture(), ends[1])
        defer { close(peer) }
        // Both closures are called on this thread, and only while the signal is held back.
        let received = Mutex<[Int32]>([])
        let attached = AttachedStream(
            connection: Connection(socket: OwnedDescriptor(owning: ends[0])), input: source.descriptor,
            passesInput: false, isTerminal: true, detachKeys: .standard, resize: { raise(SIGUSR2) },
            forward: isForwarded
                ? { signal in
                    received.withLock { $0.append(signal) }
                    shutdown(peer, Int32(SHUT_RDWR))
                } : nil)
        let stream = OutputStream(descriptor: sink.descriptor)
        var output = ContainerOutput(output: stream, error: stream, isMultiplexed: false)
        #expect(try attached.run(&output) == (isForwarded ? .closed : .signalled(SIGUSR2)))
        #expect(received.withLock { $0 } == (isForwarded ? [SIGUSR2] : []))
    }
}
