import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct TerminalTests {
    @Test func theTerminalIsSentOverTheSocket() throws {
        let script =
            "tty; stty size; ls /proc/self/fd | xargs; ps -o pid,tty,pgid | grep -c '136,0'; echo >/tmp/ready; read x; echo \"got $x\"; exit 3"
        let bundle = try Bundle(script) { spec in
            spec.process?.terminal = true
            spec.process?.consoleSize = .init(height: 31, width: 93)
        }
        try bundle.makeReadyPipe()
        let console = try ConsoleSocket(in: bundle.directory)
        try bundle.create("--console-socket", console.path)
        let terminal = try console.receive()
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitUntilReady()
        try terminal.write("hello\n".utf8)
        try bundle.waitForEnd()
        let text = try TerminalText.read(terminal.raw)
        let lines = text.split(separator: "\r\n").map(String.init)
        #expect(lines.prefix(2) == ["/dev/pts/0", "31 93"], "\(text)")
        #expect(lines.contains("0 1 2 3"))
        #expect(lines.suffix(2) == ["hello", "got hello"])
    }

    @Test func whatIsTypedBecomesSignals() throws {
        let bundle = try Bundle("trap 'echo interrupted; exit 0' INT; echo >/tmp/ready; sleep 1000 & wait") {
            $0.process?.terminal = true
        }
        try bundle.makeReadyPipe()
        let console = try ConsoleSocket(in: bundle.directory)
        try bundle.create("--console-socket", console.path)
        let terminal = try console.receive()
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitUntilReady()
        try terminal.write([3])
        try bundle.waitForEnd()
        #expect(try TerminalText.read(terminal.raw).contains("interrupted"))
    }

    @Test func theConsoleIsTheTerminal() throws {
        let bundle = try Bundle("echo by the console >/dev/console; stat -c %F /dev/console") {
            $0.process?.terminal = true
        }
        let console = try ConsoleSocket(in: bundle.directory)
        try bundle.create("--console-socket", console.path)
        let terminal = try console.receive()
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitForEnd()
        let text = try TerminalText.read(terminal.raw)
        #expect(text == "by the console\r\ncharacter special file\r\n")
    }

    @Test func anExecHasATerminalOfItsOwn() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        let console = try ConsoleSocket(in: bundle.directory)
        let pidFile = "\(bundle.directory)/exec.pid"
        let words = ["exec", "--tty", "--detach", "--console-socket", console.path, "--pid-file", pidFile, bundle.id]
        #expect(
            try bundle.runtime(words + ["sh", "-c", "tty; test -t 0 && test -t 1 && test -t 2 && echo all"]).status == 0
        )
        let terminal = try console.receive()
        let pid = try #require(Int32(try SmallFile.read(pidFile)))
        if let process = try? ProcessDescriptor.open(pid) {
            _ = try ProcessDescriptor.waitForEnd(process.raw, timeout: 10_000)
        }
        #expect(try TerminalText.read(terminal.raw) == "/dev/pts/0\r\nall\r\n")
    }

    @Test func aTerminalNeedsSomeoneToGoTo() throws {
        let bundle = try Bundle { $0.process?.terminal = true }
        try bundle.writeConfiguration()
        for words in [["create"], ["run", "--detach"]] {
            let outcome = try bundle.runtime(words + ["--bundle", bundle.directory, bundle.id])
            #expect(outcome.status == 1)
            #expect(outcome.tells("cannot allocate tty if runc will detach without setting console socket"))
            try bundle.expectNothingLeft()
        }
        let nowhere = [
            "create", "--bundle", bundle.directory, "--console-socket", "\(bundle.directory)/nowhere", bundle.id,
        ]
        #expect(try bundle.runtime(nowhere).status == 1)
        try bundle.expectNothingLeft()
    }

    @Test(.differs(on: .crun, "It takes a socket that nothing comes by."))
    func aSocketNeedsATerminal() throws {
        let bundle = try Bundle()
        let console = try ConsoleSocket(in: bundle.directory)
        try bundle.writeConfiguration()
        let outcome = try bundle.runtime(
            "create", "--bundle", bundle.directory, "--console-socket", console.path, bundle.id)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cannot use console socket if runc will not detach or allocate tty"))
        try bundle.expectNothingLeft()
    }

    /// Here without a terminal of the caller's, which runc insists on.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aForegroundRunCopiesTheTerminal() throws {
        let bundle = try Bundle("tty; read x; echo \"got $x\"; exit 6") { $0.process?.terminal = true }
        let outcome = try bundle.run(input: "typed\n")
        #expect(outcome.status == 6)
        #expect(outcome.output.hasPrefix("/dev/pts/0\r\n") || outcome.output.hasPrefix("typed\r\n/dev/pts/0\r\n"))
        #expect(outcome.output.hasSuffix("got typed\r\n"))
    }

    /// A program may close its terminal and go on; the runtime then waits, and does not ask again and again.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aClosedTerminalCostsNothing() throws {
        let bundle = try Bundle("exec </dev/null >/dev/null 2>&1; sleep 1; echo again >/dev/console") {
            $0.process?.terminal = true
        }
        let idle = try Bundle("sleep 1")
        let outcome = try bundle.run()
        let baseline = try idle.run().processorTime
        #expect(outcome.processorTime < baseline + 0.5)
        #expect(outcome.output == "again\r\n")
    }
}
