import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct ProcessTests {
    @Test func limitsAreThoseOfTheConfiguration() throws {
        let bundle = try Bundle("ulimit -n; ulimit -Hn; ulimit -c; ulimit -Hf; grep 'Max open files' /proc/self/limits")
        { spec in
            spec.process?.rlimits = [
                .init(type: "RLIMIT_NOFILE", hard: 200, soft: 100), .init(type: "RLIMIT_CORE", hard: 0, soft: 0),
                .init(type: "RLIMIT_FSIZE", hard: .max, soft: .max),
            ]
        }
        let outcome = try bundle.run()
        #expect(outcome.lines.prefix(4) == ["100", "200", "0", "unlimited"], "\(outcome)")
    }

    /// A limit of open files is the program's, not the runtime's that sets it.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aLowLimitOfFilesLimitsTheProgramOnly() throws {
        let bundle = try Bundle("echo $HOME; ulimit -n") { spec in
            spec.process?.user = .init(uid: 1000, gid: 1000)
            spec.process?.cwd = "/tmp"
            spec.process?.rlimits = [.init(type: "RLIMIT_NOFILE", hard: 3, soft: 3)]
            spec.process?.args = ["env"]
        }
        #expect(try bundle.run().output.contains("HOME=/home/app"))
    }

    @Test func aLimitThatCannotBeIsRefused() throws {
        let bundle = try Bundle { $0.process?.rlimits = [.init(type: "RLIMIT_NOFILE", hard: 1, soft: 2)] }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(!outcome.errors.isEmpty)
        try bundle.expectNothingLeft()
    }

    @Test func theWorkingDirectoryIsMadeWhenItIsMissing() throws {
        let bundle = try Bundle("pwd; stat -c %a .") { spec in
            spec.root?.readonly = false
            spec.process?.cwd = "/made/for/it"
        }
        #expect(try bundle.run().lines == ["/made/for/it", "755"])
        #expect(try FileStatus(of: bundle.root("made/for/it")).kind == .directory)
    }

    @Test func aWorkingDirectoryThatIsAFileIsRefused() throws {
        let bundle = try Bundle { $0.process?.cwd = "/etc/passwd" }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.lowercased().contains("not a directory"))
    }

    /// Of one that only root can enter: it is entered with the runtime's rights, as under runc.
    @Test func theWorkingDirectoryCanBeClosedToTheUser() throws {
        let bundle = try Bundle("pwd") { spec in
            spec.process?.cwd = "/closed"
            spec.process?.user = .init(uid: 1000, gid: 1000)
        }
        try systemCall("mkdir") { mkdir(bundle.root("closed"), 0o700) }
        let outcome = try bundle.run()
        #expect(outcome.output == "/closed\n", "\(outcome.errors)")
    }

    @Test func theEnvironmentIsTheConfigurations() throws {
        let bundle = try Bundle { spec in
            spec.process?.args = ["env"]
            spec.process?.env = ["PATH=/bin", "A=1", "EMPTY=", "SPACE=a b", "A=2"]
        }
        #expect(try bundle.run().lines.sorted() == ["A=2", "EMPTY=", "HOME=/root", "PATH=/bin", "SPACE=a b"])
    }

    @Test(.differs(on: .crun, "Who has no home gets no HOME."))
    func homesAreThoseOfTheContainersFile() throws {
        for (user, home) in [(UInt32(0), "/root"), (1000, "/home/app"), (7, "/")] {
            let bundle = try Bundle("echo $HOME") { $0.process?.user = .init(uid: user, gid: 0) }
            #expect(try bundle.run().output == "\(home)\n")
        }
    }

    /// A pipe has no end, a directory no content: neither holds the runtime up.
    @Test(.enabled(if: RuntimeUnderTest.isOurs), arguments: ["fifo", "directory", "link"])
    func aStrangePasswordFileIsNone(kind: String) throws {
        let bundle = try Bundle("echo $HOME")
        let path = bundle.root("etc/passwd")
        unlink(path)
        switch kind {
        case "fifo": try systemCall("mkfifo") { mkfifo(path, 0o644) }
        case "directory": try systemCall("mkdir") { mkdir(path, 0o755) }
        default: try systemCall("symlink") { symlink("/dev/zero", path) }
        }
        #expect(try bundle.run().output == "/\n")
    }

    @Test func umaskAndScore() throws {
        let bundle = try Bundle("umask; cat /proc/self/oom_score_adj") { spec in
            spec.process?.user = .init(uid: 0, gid: 0, umask: 0o027)
            spec.process?.oomScoreAdj = 500
        }
        #expect(try bundle.run().lines == ["0027", "500"])
        #expect(try Bundle("umask").run().output == "0022\n")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func priorities() throws {
        // Fields 19 (nice) and 41 (policy) of proc_pid_stat(5).
        let bundle = try Bundle("cut -d' ' -f19,41 /proc/self/stat") { spec in
            spec.process?.scheduler = RuntimeSpec.Scheduler(policy: "SCHED_BATCH")
            spec.process?.scheduler?.nice = 5
            spec.process?.ioPriority = .init(class: "IOPRIO_CLASS_IDLE", priority: 0)
        }
        #expect(try bundle.run().output == "5 3\n")
        let unknown = try Bundle { $0.process?.scheduler = RuntimeSpec.Scheduler(policy: "SCHED_BEST") }
        #expect(try unknown.run().errors.contains("process.scheduler.policy: there is no policy 'SCHED_BEST'"))
        let tooNice = try Bundle { spec in
            spec.process?.scheduler = RuntimeSpec.Scheduler(policy: "SCHED_OTHER")
            spec.process?.scheduler?.nice = 20
        }
        #expect(try tooNice.run().errors.contains("process.scheduler.nice: 20 is not within -20 and 19"))
    }

    /// `/dev/stdout` is opened anew.
    @Test func theStandardStreamsAreTheUsers() throws {
        let bundle = try Bundle("echo out >>/dev/stdout; echo err >>/dev/stderr") {
            $0.process?.user = .init(uid: 1000, gid: 1000)
        }
        let outcome = try bundle.run()
        #expect(outcome.output == "out\n", "\(outcome.errors)")
        #expect(outcome.errors == "err\n")
    }

    @Test func signalsAreAsAProgramExpects() throws {
        let bundle = try Bundle { $0.process?.args = ["grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"] }
        try bundle.writeConfiguration()
        let script = "trap '' USR1 PIPE HUP; exec \"$@\""
        let words = [
            try RuntimeUnderTest.path(), "--root", bundle.stateRoot, "run", "--bundle", bundle.directory, bundle.id,
        ]
        let outcome = try ProgramRun(arguments: ["/bin/sh", "-c", script, "sh"] + words, directory: bundle.directory)
            .run()
        #expect(outcome.lines.first == "SigBlk:\t0000000000000000")
        // runc passes on what it was told to ignore.
        if RuntimeUnderTest.isOurs { #expect(outcome.lines.last == "SigIgn:\t0000000000000000") }
    }

    @Test(.differs(on: .crun, "It runs as root."))
    func theUserThatIsNoneIsRefused() throws {
        let bundle = try Bundle("id -u") { $0.process?.user = .init(uid: .max, gid: 0) }
        let outcome = try bundle.run()
        #expect(outcome.status != 0)
        #expect(outcome.output == "")
    }
}
