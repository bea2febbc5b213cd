import FoundationEssentials
import Glibc
import Linux
import OCI
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct LifecycleTests {
    @Test func aContainerIsCreatedStartedAndDeleted() throws {
        let bundle = try Bundle(
            "trap 'echo got it; exit 7' TERM; echo started; echo >/tmp/ready; sleep 1000 & wait")
        try bundle.makeReadyPipe()
        bundle.spec.annotations = ["org.example": "x"]
        try bundle.create()
        let created = try bundle.state()
        #expect(created.status == .created)
        #expect(created.pid == (try bundle.pid()))
        #expect(created.bundle == bundle.directory)
        #expect(created.annotations == ["org.example": "x"])
        #expect(try bundle.output() == "")

        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitUntilReady()
        #expect(try bundle.state().status == .running)
        let twice = try bundle.runtime("start", bundle.id)
        #expect(twice.status == 1)
        #expect(twice.tells("cannot start"))
        #expect(try bundle.runtime("delete", bundle.id).status == 1)

        #expect(try bundle.runtime("kill", bundle.id, "TERM").status == 0)
        try bundle.waitForEnd()
        let stopped = try bundle.state()
        #expect(stopped.status == .stopped)
        #expect(stopped.pid == 0)
        #expect(try bundle.output() == "started\ngot it\n")
        let late = try bundle.runtime("kill", bundle.id, "TERM")
        #expect(late.status == 1)
        #expect(late.tells("not running"))

        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
        let gone = try bundle.runtime("state", bundle.id)
        #expect(gone.status == 1)
        #expect(gone.tells("does not exist"))
    }

    @Test func aCreatedContainerIsDeletedUnstarted() throws {
        let bundle = try Bundle("echo started")
        try bundle.create()
        #expect(try bundle.cgroups() != [])
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.output() == "")
        try bundle.expectNothingLeft()
    }

    /// A client stops a container before it has started it: the kernel spares process 1 of a namespace what it has no
    /// handler for.
    @Test(
        .enabled(if: RuntimeUnderTest.speaksAsRunc), arguments: ["HUP", "INT", "QUIT", "ABRT", "SEGV", "TERM", "SYS"])
    func aCreatedContainerEndsByASignal(signal: String) throws {
        let bundle = try Bundle("echo started")
        try bundle.create()
        #expect(try bundle.runtime("kill", bundle.id, signal).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.state().status == .stopped)
        #expect(try bundle.runtime("start", bundle.id).tells("cannot start a container that has stopped"))
        #expect(try bundle.runtime("kill", bundle.id, signal).tells("container not running"))
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        #expect(try bundle.output() == "")
        try bundle.expectNothingLeft()
    }

    @Test(arguments: ["USR1", "USR2", "PIPE", "ALRM", "CHLD", "WINCH"])
    func aCreatedContainerIsNotEndedByOtherSignals(signal: String) throws {
        let bundle = try Bundle("echo started")
        try bundle.create()
        #expect(try bundle.runtime("kill", bundle.id, signal).status == 0)
        #expect(try bundle.state().status == .created)
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.output() == "started\n")
    }

    /// What the first process did with signals while it waited is not the program's. One of runc's ignores signal 32.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aStartedProgramHasItsSignalsAtTheirDefaults() throws {
        let bundle = try Bundle { $0.process?.args = ["grep", "-E", "Sig(Blk|Ign|Cgt)", "/proc/self/status"] }
        try bundle.startDetached()
        try bundle.waitForEnd()
        let values = try bundle.output().split(separator: "\n").map { $0.split(separator: "\t").last ?? "" }
        #expect(values == Array(repeating: "0000000000000000", count: 3))
    }

    /// What waits may do so for long, and many may.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aCreatedContainerHoldsLittleMemory() throws {
        let bundle = try Bundle("true")
        try bundle.create()
        let status = try SmallFile.read("/proc/\(try bundle.pid())/status").split(separator: "\n")
        let file = try #require(status.first { $0.hasPrefix("RssFile:") })
        let kilobytes = try #require(Int(file.split { !$0.isNumber }[0]))
        // The debug build has far more libraries than the one that is installed.
        #expect(kilobytes < 2048, "\(file)")
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
    }

    /// Nothing accumulates: neither in the kernel's tables, nor on disk.
    @Test func aHundredContainersLeaveNothing() throws {
        let bundle = try Bundle("true")
        for _ in 0..<100 {
            try bundle.startDetached()
            try #require(try bundle.runtime("delete", "--force", bundle.id).status == 0)
            try bundle.expectNothingLeft()
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: bundle.stateRoot)
        #expect(left.filter { $0 != "@seccomp" } == [])
    }

    @Test func anIdIsTakenOnce() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.create()
        let again = try bundle.runtime("create", "--bundle", bundle.directory, bundle.id)
        #expect(again.status == 1)
        #expect(again.tells("container with given ID already exists"))
        #expect(try bundle.state().status == .created)
    }

    @Test(.differs(on: .crun, "Any file name is an id."), arguments: ["a/b", "..", "a b", "@seccomp"])
    func whatIsNoIdIsRefused(id: String) throws {
        let bundle = try Bundle()
        try bundle.writeConfiguration()
        #expect(try bundle.runtime("run", "--bundle", bundle.directory, id).status == 1)
    }

    @Test func anUnknownContainerIsNone() throws {
        let bundle = try Bundle()
        for words in [["start"], ["kill"], ["delete"], ["exec"], ["pause"], ["resume"]] {
            let operands =
                words == ["kill"] ? ["nobody", "KILL"] : words == ["exec"] ? ["nobody", "true"] : ["nobody"]
            let outcome = try bundle.runtime(words + operands)
            #expect(outcome.status != 0)
            #expect(outcome.tells("does not exist"), "\(words): \(outcome.errors)")
        }
        #expect(try bundle.runtime("delete", "--force", "nobody").status == 0)
    }

    @Test func containersAreListed() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        #expect(try bundle.runtime("list", "--quiet").output == "\(bundle.id)\n")
        let table = try bundle.runtime("list")
        #expect(table.output.contains(bundle.id) && table.output.contains("running"))
        #expect(try bundle.runtime("list", "--format", "json").output.contains("\"\(bundle.id)\""))
    }

    @Test func aPausedContainerStands() throws {
        let bundle = try Bundle("echo >/tmp/ready; sleep 1000")
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        // To crun it is resumed.
        if RuntimeUnderTest.speaksAsRunc { #expect(try bundle.runtime("resume", bundle.id).status == 1) }
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.state().status == .paused)
        #expect(try bundle.exec("true").status != 0)
        #expect(try bundle.runtime("resume", bundle.id).status == 0)
        #expect(try bundle.state().status == .running)
        #expect(try bundle.exec("true").status == 0)
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// v1's freezer holds what is killed too, and crun leaves it there.
    @Test(.enabled(if: RuntimeUnderTest.speaksAsRunc), arguments: [[], ["--all"]])
    func aPausedContainerIsKilled(options: [String]) throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.runtime(["kill"] + options + [bundle.id, "KILL"]).status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.state().status == .stopped)
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// It would not answer who starts it.
    @Test(.enabled(if: RuntimeUnderTest.speaksAsRunc))
    func aContainerThatWaitsForItsStartStandsToo() throws {
        let bundle = try Bundle()
        try bundle.create()
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.state().status == .paused)
        #expect(try bundle.runtime("start", bundle.id).tells("cannot start a container in the paused state"))
        #expect(try bundle.runtime("resume", bundle.id).status == 0)
        #expect(try bundle.state().status == .created)
        #expect(try bundle.runtime("start", bundle.id).status == 0)
    }

    /// Without a pid namespace they do not go with the first one.
    @Test func allProcessesGoWithTheContainer() throws {
        let bundle = try Bundle("sleep 1000 & sleep 1000 & echo >/tmp/ready; exit 0") { spec in
            spec.linux?.namespaces?.removeAll { $0.type == .pid }
        }
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        try bundle.waitForEnd()
        #expect(try bundle.state().status == .stopped)
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// What is started meanwhile may not get it: nothing waits for that.
    @Test func aSignalCanGoToAllProcesses() throws {
        let script = """
            for i in 1 2; do sh -c 'trap "echo child; exit" USR1; echo >/tmp/ready; sleep 1000 & wait' & done
            trap "echo parent; wait; exit" USR1; echo >/tmp/ready; wait
            """
        let bundle = try Bundle(script)
        try bundle.makeReadyPipe()
        // Holds the pipe open, so that three lines can be waited for.
        let pipe = try OwnedDescriptor.open(bundle.root("tmp/ready"), O_RDWR)
        try bundle.startDetached()
        for _ in 0..<3 {
            var byte: UInt8 = 0
            try #require(read(pipe.raw, &byte, 1) == 1)
        }
        #expect(try bundle.runtime("kill", "--all", bundle.id, "USR1").status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.output().split(separator: "\n").sorted() == ["child", "child", "parent"])
    }

    @Test(.differs(on: .crun, "It passes over what is no signal."), arguments: ["NOPE", "0x9", "-1", "65"])
    func anUnknownSignalIsRefused(signal: String) throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.create()
        #expect(try bundle.runtime("kill", "--", bundle.id, signal).status != 0)
        #expect(try bundle.state().status == .created)
    }
}
