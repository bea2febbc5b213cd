import Linux
import SystemPackage
import Testing

@testable import Engine

#if canImport(Glibc)
import Glibc
#endif

struct ProcessListingTests {
    @Test(arguments: [
        "ae -o uid=PID", "ae -o \"uid= PID\"", "ae o uid=PID", "aeo uid=PID", "ae -O uid=PID",
        "ae -o pid=PID2 -o uid=PID", "ae -o pid=PID -o uid=PIDX", "-ouid=PID", "-o a=b=PID",
    ])
    func noOtherColumnMayBeNamedPID(_ arguments: String) {
        #expect { try Self.listing(arguments) } throws: {
            ($0 as? EngineError)?.code == .invalidArgument && "\($0)".hasSuffix("is not allowed")
        }
    }

    @Test(arguments: [
        "ae -o \"uid=\u{2003}PID\"", "ae -o pid=PID", "aeo pid=PID", "ae", "", "-eo pid,comm", "-o user=NAME",
    ])
    func otherArgumentsAreAllowed(_ arguments: String) throws {
        _ = try Self.listing(arguments)
    }

    @Test(.enabled(if: isInstalled("ps"))) func psIsRun() throws {
        let table = try Self.listing("-eo pid,comm").table(of: [getpid()])
        #expect(table.titles == ["PID", "COMMAND"])
        #expect(table.rows.map { $0[0] } == ["\(getpid())"])
        #expect(table.rows.allSatisfy { $0.count == 2 })
    }

    /// `f` refuses the list of pids, so that all processes are listed and ours picked out.
    @Test(.enabled(if: isInstalled("ps"))) func optionsThatGoWithNoListOfPids() throws {
        let table = try Self.listing("axf").table(of: [getpid()])
        #expect(table.rows.map { $0[0] } == ["\(getpid())"])
    }

    @Test(.enabled(if: isInstalled("ps"))) func whatPsRefusesIsPassedOn() {
        #expect { try Self.listing("-o nosuchcolumn").table(of: [getpid()]) } throws: {
            "\($0)" == "ps: error: unknown user-defined format specifier \"nosuchcolumn\""
        }
        #expect { try Self.listing("-eo comm").table(of: [getpid()]) } throws: {
            "\($0)" == "Couldn't find PID field in ps output"
        }
    }

    /// A shell would run the command; ps refuses the word.
    @Test func noShellReadsTheArguments() throws {
        try TemporaryDirectory.with { directory in
            let words = ["-eo", "pid;touch", "\(directory)/made", "$(touch", "\(directory)/made)", "|tee", directory]
            #expect(throws: EngineError.self) { try ProcessListing(words).table(of: [getpid()]) }
            #expect(access("\(directory)/made", F_OK) != 0)
        }
    }

    private static func listing(_ arguments: String) throws(EngineError) -> ProcessListing {
        try ProcessListing(arguments.split(whereSeparator: { " \t\n".contains($0) }).map(String.init))
    }
}

struct PSOutputTests {
    private static let output = """
          PID TTY      COMMAND
           42 ?        foo bar  baz
            - -        -
           43 pts/0    a
           44 ?        other
            - -        -
          100 ?

        """

    @Test func containersProcessesArePickedOutWithTheirThreads() throws {
        let table = try ProcessTable(parsing: Self.output, pids: [42, 43, 100])
        #expect(table.titles == ["PID", "TTY", "COMMAND"])
        #expect(
            table.rows == [
                ["42", "?", "foo bar baz"], ["-", "-", "-"], ["43", "pts/0", "a"], ["100", "?", ""],
            ])
    }

    @Test(arguments: ["", "\n", "UID COMMAND\n42 foo", "\u{2003}PID COMMAND\n42 foo", "pid\n1"])
    func withoutPidsThereIsNoTable(_ output: String) {
        #expect { try ProcessTable(parsing: output, pids: [42]) } throws: {
            "\($0)" == "Couldn't find PID field in ps output"
        }
    }

    @Test func aPidThatIsNone() {
        #expect(throws: EngineError.self) { try ProcessTable(parsing: "PID\nfoo", pids: [42]) }
    }
}

struct ProgramOutputTests {
    @Test func bothStreamsAndTheStatusAreTaken() throws {
        let output = try Program.output("sh", ["-c", "echo out; echo error >&2; exit 3"])
        #expect(output == Program.Output(status: 3, text: "out\n", errors: "error\n"))
    }

    @Test func aMegabyteOnEachStreamDoesNotBlock() throws {
        let script = "head -c 1048576 /dev/zero >&2; head -c 1048576 /dev/zero"
        let output = try Program.output("sh", ["-c", script])
        #expect(output.text.utf8.count == 1 << 20)
        #expect(output.errors.utf8.count == 1 << 20)
    }

    @Test func aProgramThatIsNotThere() {
        #expect { try Program.output("wherry-no-such-program", []) } throws: {
            ($0 as? SystemCallError)?.errno == .noSuchFileOrDirectory
        }
    }

    @Test(.timeLimit(.minutes(5))) func aProgramThatDoesNotEndIsKilled() {
        #expect { try Program.output("sleep", ["3600"], timeout: 50) } throws: {
            ($0 as? SystemCallError)?.errno == .timedOut
        }
    }

    @Test(.timeLimit(.minutes(5))) func aProgramThatSaysTooMuchIsKilled() {
        #expect { try Program.output("yes", [], limit: 100_000) } throws: {
            ($0 as? SystemCallError)?.errno == .fileTooLarge
        }
    }
}

private func isInstalled(_ program: String) -> Bool {
    (try? Program.output(program, ["--version"])) != nil
}
