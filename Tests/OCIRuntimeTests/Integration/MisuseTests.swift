import Glibc
import JSON
import Linux
import OCI
import Testing

/// How a command line is refused, and where that is told.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.speaksAsRunc))
struct MisuseTests {
    @Test(arguments: [["nope"], ["nope", "--help"], ["help", "nope"], ["init"]])
    func aCommandThatThereIsNotEndsWith3(words: [String]) throws {
        let bundle = try Bundle()
        let outcome = try bundle.runtime(words)
        #expect(outcome.status == 3)
        #expect(outcome.output == "")
        let name = words.last == "--help" ? words[0] : words.last ?? ""
        #expect(outcome.errors.hasSuffix(" level=error msg=\"No help topic for '\(name)'\\n\"\n"), "\(outcome)")
    }

    @Test(arguments: [
        ("create", "requires exactly 1"), ("run", "requires exactly 1"), ("start", "requires exactly 1"),
        ("state", "requires exactly 1"), ("delete", "requires exactly 1"), ("pause", "requires exactly 1"),
        ("resume", "requires exactly 1"), ("update", "requires exactly 1"), ("events", "requires exactly 1"),
        ("kill", "requires a minimum of 1"), ("exec", "requires a minimum of 1"), ("ps", "requires a minimum of 1"),
        ("list a", "requires exactly 0"), ("spec a", "requires exactly 0"), ("features a", "requires exactly 0"),
        ("start a b", "requires exactly 1"), ("delete a --bogus", "requires exactly 1"),
        ("kill a b c", "requires a maximum of 2"), ("state -- a -h", "requires exactly 1"),
    ])
    func aWrongNumberOfOperandsIsTold(line: String, reason: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let outcome = try Bundle().runtime(words)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("Incorrect Usage.\n\nNAME:\n"))
        #expect(outcome.output.contains("\nUSAGE:\n"))
        let program = try RuntimeUnderTest.path()
        let message = "\(program): \\\"\(words[0])\\\" \(reason) argument(s)"
        #expect(outcome.errors.hasSuffix(" level=error msg=\"\(message)\"\n"), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("kill --bogus a", "flag provided but not defined: -bogus"),
        ("exec --bogus a b", "flag provided but not defined: -bogus"),
        ("list -bogus=3", "flag provided but not defined: -bogus"), ("start ---a b", "bad flag syntax: ---a"),
        ("exec -e", "flag needs an argument: -e"), ("create --bundle", "flag needs an argument: -bundle"),
        ("kill --all=x a", "invalid boolean value \\\"x\\\" for -all: parse error"),
        ("exec --preserve-fds x a b", "invalid value \\\"x\\\" for flag -preserve-fds: parse error"),
        ("events --interval 5 a", "invalid value \\\"5\\\" for flag -interval: parse error"),
        ("update --pids-limit x a", "invalid value \\\"x\\\" for flag -pids-limit: parse error"),
    ])
    func anOptionThatIsWrongIsTold(line: String, message: String) throws {
        let outcome = try Bundle().runtime(line.split(separator: " ").map(String.init))
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("Incorrect Usage: \(message.replacing("\\", with: ""))\n\nNAME:\n"))
        #expect(outcome.errors.hasSuffix(" level=error msg=\"\(message)\"\n"), "\(outcome.errors)")
    }

    @Test func aGlobalOptionThatIsWrongIsTold() throws {
        let bundle = try Bundle()
        bundle.globalOptions = ["--bogus"]
        let outcome = try bundle.runtime("list")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("Incorrect Usage. flag provided but not defined: -bogus\n\nNAME:\n"))
        #expect(outcome.errors.hasSuffix(" level=error msg=\"flag provided but not defined: -bogus\"\n"))
        bundle.globalOptions = ["--log-format", "xml"]
        let format = try bundle.runtime("list")
        #expect(format.status == 1)
        #expect(format.output == "")
        #expect(format.tells("invalid log-format: xml"))
    }

    /// What a command does not know before it has its container.
    @Test(arguments: [
        ("list --format xml", 1, "invalid format option"), ("ps --format xml ID", 1, "invalid format option"),
        ("events --interval 0s ID", 1, "duration interval must be greater than 0"),
        ("events --interval -1s ID", 1, "duration interval must be greater than 0"),
        ("exec --user a ID true", 255, "parsing a as int for uid failed: strconv.Atoi: parsing \"a\": invalid syntax"),
        (
            "exec --user 1:b ID true", 255,
            "parsing b as int for gid failed: strconv.Atoi: parsing \"b\": invalid syntax"
        ),
        ("exec --process /no/such ID", 255, "exec failed: open /no/such: no such file or directory"),
        ("update --memory x ID", 1, "invalid value for memory: invalid size: 'x'"),
        ("update --cpu-quota x ID", 1, "invalid value for cpu-quota: strconv.ParseInt: parsing \"x\": invalid syntax"),
        ("update --cpu-share x ID", 1, "invalid value for cpu-share: strconv.ParseUint: parsing \"x\": invalid syntax"),
        (
            "update --cpu-period 99999999999999999999 ID", 1,
            "invalid value for cpu-period: strconv.ParseUint: parsing \"99999999999999999999\": value out of range"
        ),
        ("update --resources /no/such ID", 1, "open /no/such: no such file or directory"),
        ("kill ID NOPE", 1, "unknown signal \"NOPE\""), ("kill ID 99", 1, "unable to signal init: invalid argument"),
        ("ps ID -o pid,nope", 1, "exit status 1: error: unknown user-defined format specifier \"nope\""),
        ("ps ID -o args", 1, "couldn't find PID field in ps output"),
    ])
    func aValueThatIsWrongIsTold(line: String, status: Int32, message: String) throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        func outcome(_ id: String) throws -> Outcome {
            try bundle.runtime(line.split(separator: " ").map { $0 == "ID" ? id : String($0) })
        }
        let told = try outcome(bundle.id)
        #expect(told.status == status)
        #expect(told.tells(message), "\(told)")
        #expect(!told.output.contains("Incorrect Usage"))
        if line.contains("ID") { #expect(try outcome("nobody").tells("container does not exist")) }
    }

    @Test func aRootThatIsNoDirectoryCannotBeListed() throws {
        let bundle = try Bundle()
        bundle.globalOptions = ["--root", "/etc/passwd"]
        let outcome = try bundle.runtime("list")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("/etc/passwd"), "\(outcome)")
    }

    @Test func anEmptySignalIsTheUsualOne() throws {
        let bundle = try Bundle("trap 'exit 0' TERM; echo >/tmp/ready; sleep 1000 & wait")
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        #expect(try bundle.runtime("kill", bundle.id, "").status == 0)
        try bundle.waitForEnd()
    }

    @Test(arguments: [("../x", "invalid container ID format"), ("", "container id cannot be empty")])
    func whatIsNoIdIsTold(id: String, message: String) throws {
        let bundle = try Bundle()
        #expect(try bundle.runtime("state", id).tells(message))
        #expect(try bundle.runtime("delete", "--force", id).status == 1)
        try bundle.writeConfiguration()
        let run = try bundle.runtime("run", "--bundle", bundle.directory, id)
        #expect(run.tells("runc run failed: \(message)"), "\(run)")
    }

    @Test func aBundleThatIsNotThereIsTold() throws {
        let bundle = try Bundle()
        let nowhere = try bundle.runtime("create", "--bundle", "/no/such", bundle.id)
        #expect(nowhere.tells("runc create failed: chdir /no/such: no such file or directory"), "\(nowhere)")
        let empty = try bundle.runtime("run", "--bundle", bundle.directory, bundle.id)
        #expect(empty.tells("runc run failed: JSON specification file config.json not found"), "\(empty)")
        #expect(try bundle.runtime("spec", "--bundle", "/no/such").tells("chdir /no/such: no such file or directory"))
    }

    @Test func kernelMemoryIsTakenAndWarnedOf() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        let outcome = try bundle.runtime("update", "--kernel-memory", "64m", bundle.id)
        #expect(outcome.status == 0)
        let message = "level=warning msg=\"Kernel memory settings are ignored and will be removed\"\n"
        #expect(outcome.errors.hasSuffix(message), "\(outcome)")
    }
}
