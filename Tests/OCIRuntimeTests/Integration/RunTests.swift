import Glibc
import OCI
import OCIRuntime
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct RunTests {
    @Test func runPrintsAndEndsAsTheProgram() throws {
        let bundle = try Bundle("echo out; echo err >&2; exit 42")
        let outcome = try bundle.run()
        #expect(outcome.status == 42)
        #expect(outcome.output == "out\n")
        #expect(outcome.errors == "err\n")
        try bundle.expectNothingLeft()
    }

    @Test func aSignalIsToldAsAShellTellsIt() throws {
        #expect(
            try Bundle("kill -KILL $$; sleep 5") { $0.linux?.namespaces?.removeAll { $0.type == .pid } }.run().status
                == 137)
    }

    /// One that is not passed on would end or stop the runtime, and leave the container alone.
    @Test(
        .enabled(if: RuntimeUnderTest.speaksAsRunc),
        arguments: ["HUP", "TERM", "USR1", "ALRM", "CONT", "PIPE", "PWR", "TSTP", "XCPU", "SEGV"])
    func signalsArePassedOn(signal: String) throws {
        let script = "trap 'echo \(signal); exit 5' \(signal); echo >/tmp/ready; sleep 1000 & wait"
        let bundle = try Bundle(script)
        try bundle.makeReadyPipe()
        let sender = "\"$@\" & read line <'\(bundle.root("tmp/ready"))'; kill -\(signal) $!; wait $!"
        bundle.wrapper = ["/bin/sh", "-c", sender, "sh"]
        let outcome = try bundle.run()
        #expect(outcome.status == 5, "\(outcome)")
        #expect(outcome.output == "\(signal)\n")
        try bundle.expectNothingLeft()
    }

    /// The runtime's own pipe, into which it copies what the terminal says, is none of the container's.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aPipeThatIsClosedIsNotTheContainers() throws {
        let lines = "for i in 1 2 3 4 5 6 7 8 9; do echo $i; sleep 0.01; done"
        let script = "trap 'echo PIPE >>/tmp/signals' PIPE; \(lines)"
        let bundle = try Bundle(script) { $0.process?.terminal = true }
        bundle.wrapper = ["/bin/sh", "-c", "\"$@\" | true", "sh"]
        _ = try bundle.run()
        #expect(access(bundle.root("tmp/signals"), F_OK) != 0)
        try bundle.expectNothingLeft()
    }

    @Test func standardInputIsTheCallers() throws {
        #expect(try Bundle("cat; echo end").run(input: "some\ntext\n").output == "some\ntext\nend\n")
    }

    @Test func aDetachedContainerRunsOn() throws {
        let bundle = try Bundle("echo >/tmp/ready; sleep 1000")
        try bundle.makeReadyPipe()
        try bundle.writeConfiguration()
        let pidFile = "\(bundle.directory)/pid"
        let outcome = try bundle.runtime(
            "run", "--detach", "--bundle", bundle.directory, "--pid-file", pidFile, bundle.id)
        #expect(outcome.status == 0)
        try bundle.waitUntilReady()
        let state = try bundle.state()
        #expect(state.status == .running)
        #expect(state.pid == (try bundle.pid()))
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.waitForEnd()
        try bundle.expectNothingLeft()
    }

    @Test(arguments: [
        (["nope", "x"], "exec: \"nope\": executable file not found in $PATH"),
        (["/bin/nope"], "exec: \"/bin/nope\": stat /bin/nope: no such file or directory"),
        (["/etc/passwd"], "exec: \"/etc/passwd\": permission denied"),
        (["/etc/broken"], "exec /etc/broken: exec format error"),
        (["/etc/orphan"], "exec /etc/orphan: no such file or directory"),
    ])
    func aProgramThatCannotBeRunIsToldInGosWords(arguments: [String], message: String) throws {
        let bundle = try Bundle { $0.process?.args = arguments }
        try bundle.write("no program", to: bundle.root("etc/broken"), mode: 0o755)
        try bundle.write("#!/bin/nowhere\n", to: bundle.root("etc/orphan"), mode: 0o755)
        let outcome = try bundle.run()
        #expect(outcome.status != 0)
        #expect(outcome.tells(message), "\(outcome.errors)")
        if RuntimeUnderTest.isOurs { try bundle.expectNothingLeft() }
    }

    @Test func aBundleThatIsNotThereIsNamed() throws {
        let bundle = try Bundle()
        let outcome = try bundle.runtime("run", "--bundle", "\(bundle.directory)/nowhere", bundle.id)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("nowhere"))
        let unread = try bundle.runtime("run", "--bundle", bundle.directory, bundle.id)
        #expect(unread.status == 1)
        #expect(unread.errors.contains("config.json"))
    }

    /// The runtime's own files must not become the container's standard streams.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func closedStandardStreamsAreEmpty() throws {
        let bundle = try Bundle("ls /proc/self/fd | xargs; readlink /proc/self/fd/0; exit 3")
        try bundle.writeConfiguration()
        let runtime = try RuntimeUnderTest.path()
        let script = "exec \"$@\" <&- 2>&-"
        let words = [runtime, "--root", bundle.stateRoot, "run", "--bundle", bundle.directory, bundle.id]
        let outcome = try ProgramRun(arguments: ["/bin/sh", "-c", script, "sh"] + words, directory: bundle.directory)
            .run()
        #expect(outcome.status == 3)
        #expect(outcome.lines == ["0 1 2 3", "/dev/null"])
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aRelativeStateRootIsWhereTheCallerIs() throws {
        let bundle = try Bundle()
        try bundle.writeConfiguration()
        let words = [
            try RuntimeUnderTest.path(), "--root", "here/state", "create", "--bundle", bundle.directory, bundle.id,
        ]
        #expect(try ProgramRun(arguments: words, directory: bundle.directory).run().status == 0)
        let state = "\(bundle.directory)/here/state"
        #expect(access("\(state)/\(bundle.id)/state.json", F_OK) == 0)
        let delete = [try RuntimeUnderTest.path(), "--root", state, "delete", "--force", bundle.id]
        #expect(try ProgramRun(arguments: delete, directory: bundle.directory).run().status == 0)
    }

    @Test func failuresAreLoggedForMachines() throws {
        let bundle = try Bundle { $0.process?.args = ["nope"] }
        try bundle.writeConfiguration()
        let log = "\(bundle.directory)/log"
        let words = [try RuntimeUnderTest.path(), "--root", bundle.stateRoot, "--log", log, "--log-format", "json"]
        let command = words + ["run", "--bundle", bundle.directory, bundle.id]
        #expect(try ProgramRun(arguments: command, directory: bundle.directory).run().status == 1)
        let lines = try LogLine.read(log)
        let message = "exec: \"nope\": executable file not found in $PATH"
        #expect(lines.contains { $0.level == "error" && RuntimeUnderTest.tells(message, in: $0.msg) })
    }

    @Test func theDefaultConfigurationIsWrittenAndRuns() throws {
        let bundle = try Bundle()
        #expect(try bundle.runtime("spec", "--bundle", bundle.directory).status == 0)
        let again = try bundle.runtime("spec", "--bundle", bundle.directory)
        #expect(again.status == 1)
        #expect(again.errors.lowercased().contains("exist"))
        bundle.spec = try RuntimeSpec.read(bundle: bundle.directory)
        bundle.spec.process?.terminal = false
        bundle.spec.process?.args = ["echo", "hello"]
        bundle.spec.linux?.cgroupsPath = "/\(bundle.id)"
        #expect(try bundle.run().output == "hello\n")
    }
}
