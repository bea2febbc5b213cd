import Testing

@testable import wherry_runtime

/// The grammar is that of Go's `flag` package, with options among the operands.
struct CommandArgumentsTests {
    private struct Sample: CommandArguments, Equatable {
        var all = false
        var name: String?
        var words: [String] = []
        var number = 7
        var first = ""
        var second = "absent"

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.flag("all", "a", &all, "")
            try syntax.option("name", "n", &name, "NAME", "")
            try syntax.option("word", "w", &words, "WORD", "")
            try syntax.option("number", &number, "NUMBER", "")
            try syntax.operand("first", &first)
            try syntax.optionalOperand("second", &second)
        }
    }

    private struct Wrapper: CommandArguments {
        var all = false
        var id = ""
        var command: [String] = []

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.flag("all", "a", &all, "")
            try syntax.operand("id", &id)
            try syntax.rest("command", &command)
        }
    }

    private func read<Arguments: CommandArguments>(_ line: String) throws(UsageError) -> Arguments {
        let words = line.split(separator: " ").map(String.init)
        return try Arguments(try GivenArguments(words, for: ArgumentList(of: Arguments.self)))
    }

    @Test(arguments: [
        "--name x --all one", "-name x -all one", "-n x -a one", "--name=x --all=true one", "-n=x -a=1 one",
        "one --all --name x", "--all one -n x", "-a -n y -n x -- one", "-a --name x one --",
    ])
    func anOptionIsGivenInManyWays(line: String) throws {
        #expect(try read(line) == Sample(all: true, name: "x", first: "one"))
    }

    @Test func aValueIsWhateverFollows() throws {
        #expect(try read("--number -1 one") == Sample(number: -1, first: "one"))
        #expect(try read("--name --all one") == Sample(name: "--all", first: "one"))
        #expect(try read("--name=a=b one") == Sample(name: "a=b", first: "one"))
        #expect(try read("--name= one") == Sample(name: "", first: "one"))
        #expect(try read("--all=false - --") == Sample(first: "-"))
    }

    @Test func anOptionCanAddToAList() throws {
        #expect(try read("-w a --word b one -w=c two") == Sample(words: ["a", "b", "c"], first: "one", second: "two"))
    }

    @Test func whatFollowsTwoHyphensIsNoOption() throws {
        #expect(try read("-a -- --first -w") == Sample(all: true, first: "--first", second: "-w"))
    }

    @Test(arguments: [
        ("--bogus one", UsageError.option("flag provided but not defined: -bogus")),
        ("-bogus=1 one", UsageError.option("flag provided but not defined: -bogus")),
        ("-an x one", UsageError.option("flag provided but not defined: -an")),
        ("---all one", UsageError.option("bad flag syntax: ---all")),
        ("-=1 one", UsageError.option("bad flag syntax: -=1")),
        ("one --name", UsageError.option("flag needs an argument: -name")),
        ("one -n", UsageError.option("flag needs an argument: -n")),
        ("--number x one", UsageError.option("invalid value \"x\" for flag -number: parse error")),
        ("--all=maybe one", UsageError.option("invalid boolean value \"maybe\" for -all: parse error")),
        ("-a= one", UsageError.option("invalid boolean value \"\" for -a: parse error")),
        ("", UsageError.operands("requires a minimum of 1 argument(s)")),
        ("one two three", UsageError.operands("requires a maximum of 2 argument(s)")),
        ("one --bogus three", UsageError.operands("requires a maximum of 2 argument(s)")),
    ])
    func aLineThatIsWrongIsRefused(line: String, expected: UsageError) {
        let error = #expect(throws: UsageError.self) { try read(line) as Sample }
        #expect(error == expected)
    }

    @Test func anUnknownOptionBehindAnOperandIsAnother() throws {
        #expect(try read("one --bogus --all") == Sample(all: true, first: "one", second: "--bogus"))
    }

    @Test(arguments: [
        ("-a box ls -a --all", ["ls", "-a", "--all"]), ("-a box -- ls --", ["--", "ls", "--"]),
        ("--all -- box ls", ["ls"]),
        ("-a box", []), ("-a box --help", ["--help"]),
    ])
    func wordsOfAnotherProgramAreLeftAlone(line: String, command: [String]) throws {
        let wrapper: Wrapper = try read(line)
        #expect(wrapper.all)
        #expect(wrapper.id == "box")
        #expect(wrapper.command == command)
    }

    @Test(arguments: ["-h", "--help", "-help", "one --help --bogus", "--name x -h"])
    func helpIsAskedForInPlaceOfAllElse(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        #expect(try GivenArguments(words, for: ArgumentList(of: Sample.self)).asksForHelp)
    }

    @Test(arguments: [
        ("0", 0), ("-1", -1), ("64m", 64 << 20), ("64MB", 64 << 20), ("1.5GiB", 3 << 29), ("2k", 2048), ("7b", 7),
    ])
    func bytesHaveUnits(text: String, bytes: Int64) {
        #expect(ByteCount(text: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "m", "1x", "1mm", "-1m", "1e3", "nan", "infp", "9999999p"])
    func whatIsNoNumberOfBytesIsRefused(text: String) {
        #expect(ByteCount(text: text) == nil)
    }

    @Test func timesHaveUnits() {
        #expect(Interval(text: "1m30s")?.duration == .seconds(90))
        #expect(Interval(text: "1.5s")?.duration == .milliseconds(1500))
        for text in ["0", "0s", "-1s"] { #expect((Interval(text: text)?.duration ?? .seconds(1)) <= .zero, "\(text)") }
        for text in ["", "-", "5", "s", "1y"] { #expect(Interval(text: text) == nil, "\(text)") }
    }
}
