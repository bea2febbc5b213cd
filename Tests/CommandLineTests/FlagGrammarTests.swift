import ArgumentParser
import Linux
import Testing

@testable import wherry

@Suite struct FlagGrammarTests {
    private func run(_ words: String...) throws -> Run {
        try #require(try FlagGrammar.parse(Run.self, words) as? Run)
    }

    @Test func flagsEndAtTheImage() throws {
        let command = try run("--rm", "-e", "A=b", "busybox", "ls", "-l", "--rm=true", "-it")
        #expect(command.options.lifecycle.rm)
        let words = try PassthroughWords(command.words, subject: "image")
        #expect(words.subject == "busybox")
        #expect(words.command == ["ls", "-l", "--rm=true", "-it"])
    }

    @Test(arguments: [
        ["-dp", "80:80", "b"], ["-dp80:80", "b"], ["-d", "-p=80:80", "b"], ["-d", "--publish=80:80", "b"],
        ["-d=true", "--publish", "80:80", "b"], ["--detach=1", "-p80:80", "b"],
    ])
    func valuesStandWhereDockerTakesThem(_ words: [String]) throws {
        let command = try #require(try FlagGrammar.parse(Run.self, words) as? Run)
        #expect(command.detach)
        #expect(command.options.network.publish == ["80:80"])
        #expect(try PassthroughWords(command.words, subject: "image").subject == "b")
    }

    @Test func groupsOfFlags() throws {
        let command = try run("-it", "--rm=false", "busybox")
        #expect(command.options.process.execution.interactive && command.options.process.execution.tty)
        #expect(!command.options.lifecycle.rm)
    }

    @Test func valuesMayLookLikeFlags() throws {
        let command = try run("-e", "-x", "--pids-limit", "-1", "--name=", "busybox")
        #expect(command.options.process.execution.env == ["-x"])
        #expect(command.options.resources.pidsLimit == -1)
        #expect(command.options.lifecycle.name == "")
    }

    @Test func verbsAndOtherProgramsFlagsAreWords() throws {
        let command = try run("run", "--generate-completion-script", "bash", "--help", "--version")
        let words = try PassthroughWords(command.words, subject: "image")
        #expect(words.command == ["--generate-completion-script", "bash", "--help", "--version"])
    }

    @Test(arguments: [["--foo", "b"], ["--foo=true", "b"], ["-ix", "b"], ["--rm=maybe", "b"], ["-p"], ["-dp"]])
    func whatIsNotServedIsRefused(_ words: [String]) {
        #expect(throws: (any Error).self) {
            let command = try #require(try FlagGrammar.parse(Run.self, words) as? Run)
            _ = try PassthroughWords(command.words, subject: "image")
        }
    }

    @Test func unknownFlagsAreNamed() throws {
        let command = try run("--nosuch=1x", "busybox")
        #expect(throws: CommandLineError.self) { try PassthroughWords(command.words, subject: "image") }
        do {
            _ = try run("-iz", "busybox")
            Issue.record("-iz was taken")
        } catch let error as CommandLineError {
            #expect(error.message == "unknown shorthand flag: 'z' in -iz")
        }
    }

    @Test func flagsMayFollowWordsOfOtherVerbs() throws {
        let command = try #require(try FlagGrammar.parse(Rm.self, ["one", "-fv", "two"]) as? Rm)
        #expect(command.force && command.volumes)
        #expect(command.containers == ["one", "two"])
    }
}

@Suite struct DispatchTests {
    @Test func findsVerbsAndGroups() throws {
        #expect(try Dispatch(["ps", "-a"]).command == Ps.self)
        #expect(try Dispatch(["container", "ls"]).command == ContainerList.self)
        #expect(try Dispatch(["image", "remove", "x"]).command == ImageRemoval.self)
        #expect(try Dispatch(["rm", "ps"]).arguments == ["ps"])
        #expect(try Dispatch([]).command == Wherry.self)
    }

    @Test func takesFlagsBeforeTheVerb() throws {
        let flags = try GlobalFlags(["-H", "unix:///a", "ps", "-a"])
        #expect(flags.host == "unix:///a" && flags.rest == ["ps", "-a"])
        #expect(try GlobalFlags(["--host=unix:///a", "ps"]).host == "unix:///a")
        #expect(try GlobalFlags(["-v"]).rest == ["--version"])
        #expect(throws: CommandLineError.self) { try GlobalFlags(["-H"]) }
    }

    @Test func unknownVerbsAreNamed() {
        #expect(throws: CommandLineError.self) { try Dispatch(["nosuch"]) }
        #expect(throws: CommandLineError.self) { try Dispatch(["container", "nosuch"]) }
    }
}
