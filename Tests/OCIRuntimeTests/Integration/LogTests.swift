import Glibc
import JSON
import Linux
import OCI
import Testing

@testable import OCIRuntime

/// Where a failure is told, and in which form: clients read standard error, or the file of `--log`.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.speaksAsRunc))
struct LogTests {
    private func withoutTime(_ text: String) -> String {
        text.replacing(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "T")
    }

    @Test func standardErrorIsTheLog() throws {
        let bundle = try Bundle()
        let plain = try bundle.runtime("state", "nobody")
        #expect(plain.status == 1)
        #expect(withoutTime(plain.errors) == "time=\"T\" level=error msg=\"container does not exist\"\n")
        bundle.globalOptions = ["--log-format", "json"]
        let json = try bundle.runtime("state", "nobody")
        #expect(
            withoutTime(json.errors) == #"{"level":"error","msg":"container does not exist","time":"T"}"# + "\n")
        bundle.globalOptions = ["--log", ""]
        #expect(withoutTime(try bundle.runtime("state", "nobody").errors) == withoutTime(plain.errors))
    }

    @Test func aFileIsTheLogAndStandardErrorHasTheMessage() throws {
        let bundle = try Bundle()
        let log = "\(bundle.directory)/log"
        bundle.globalOptions = ["--log", log]
        let failures = [
            (["state", "nobody"], "container does not exist", "container does not exist\n"),
            (["nope"], "No help topic for 'nope'\\n", "No help topic for 'nope'\n"),
            (["list", "--bogus"], "flag provided but not defined: -bogus", "flag provided but not defined: -bogus\n"),
        ]
        for (words, logged, told) in failures {
            unlink(log)
            #expect(try bundle.runtime(words).errors == told)
            #expect(withoutTime(try SmallFile.read(log)) == "time=\"T\" level=error msg=\"\(logged)\"\n")
        }
        unlink(log)
        bundle.globalOptions += ["--log-format", "json"]
        for (words, _, told) in failures { #expect(try bundle.runtime(words).errors == told) }
        let lines = try LogLine.read(log)
        #expect(lines.map(\.level) == ["error", "error", "error"])
        #expect(lines.map(\.msg) == failures.map { $0.1.replacing("\\n", with: "\n") })
    }

    @Test(.enabled(if: access("/usr/bin/script", X_OK) == 0))
    func aTerminalHasColors() throws {
        let bundle = try Bundle()
        let command = "\(try RuntimeUnderTest.path()) --root \(bundle.stateRoot) state nobody"
        bundle.program = "/usr/bin/script"
        bundle.wrapper = ["/bin/sh", "-c", "exec /usr/bin/script -qec '\(command)' /dev/null", "sh"]
        let text = try bundle.runtime([]).output
        let padding = String(repeating: " ", count: 44 - "container does not exist".count)
        #expect(text == "\u{1b}[31mERRO\u{1b}[0m[0000] container does not exist\(padding) \r\n")
    }

    @Test(arguments: ["create", "run"])
    func aCreationIsNamedInItsFailure(command: String) throws {
        let failures: [(String, (inout RuntimeSpec) -> Void)] = [
            (
                "unable to start container process: exec: \\\"nope\\\": executable file not found in $PATH",
                { $0.process?.args = ["nope"] }
            ),
            ("unable to start container process: error during container init: ", { $0.process?.cwd = "/bin/sh" }),
        ]
        for (message, configure) in failures {
            let bundle = try Bundle { configure(&$0) }
            try bundle.writeConfiguration()
            let outcome = try bundle.runtime(command, "--bundle", bundle.directory, bundle.id)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(" level=error msg=\"runc \(command) failed: \(message)"), "\(outcome)")
            try bundle.expectNothingLeft()
        }
    }

    /// A client would take it for the container's.
    @Test func aConfigurationThatRuncTakesIsTakenInSilence() throws {
        let bundle = try Bundle { spec in
            spec.process?.capabilities = RuntimeSpec.standard.process?.capabilities
            spec.process?.capabilities?.ambient = ["CAP_KILL"]
            spec.process?.capabilities?.inheritable = []
        }
        let outcome = try bundle.run()
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
    }

    @Test func anUnknownCapabilityIsWarnedOf() throws {
        let bundle = try Bundle { $0.process?.capabilities?.bounding?.append("CAP_NOPE") }
        let outcome = try bundle.run()
        #expect(outcome.status == 0)
        let warning = "level=warning msg=\"ignoring unknown or unavailable capabilities: [CAP_NOPE"
        #expect(outcome.errors.contains(warning), "\(outcome)")
        bundle.spec.process?.args = ["sleep", "1000"]
        try bundle.startDetached()
        let added = try bundle.runtime("exec", "--cap", "CAP_NOPE", bundle.id, "true")
        #expect(added.status == 0)
        #expect(added.errors.contains(warning), "\(added)")
    }
}
