import Linux
import Testing

@testable import wherry

/// Whichever reads the words, the same is done.
@Suite struct UsualCommandsTests {
    private let environment: Environment = ["SET": "here"]

    @Test(arguments: [
        ["busybox"], ["--rm", "busybox", "true"], ["busybox", "--rm", "-it", "--help"], ["-", "x"],
        ["-itd", "--name", "n", "--hostname=h", "-h", "i", "busybox", "sh", "-c", "--", "x"],
        [
            "-dp80:80", "-p", "127.0.0.1:81-82:81-82/udp", "-v/a:/b", "-v", "./c:/c:ro", "-v", "/d", "--volume=n:/n",
            "x",
        ],
        ["-e", "A=b", "--env", "SET", "-eUNSET", "-e", "A=c", "-u", "1:2", "-w", "/w", "x"],
        ["--network", "none", "--net=host", "--init", "--read-only", "-m", "64m", "--cpus=1.5", "x"],
        ["--entrypoint", "-e", "x", "y"], ["--detach", "--interactive", "--tty", "--user=u", "--workdir=/", "x"],
    ])
    func run(words: [String]) throws {
        let parsed = try #require(try FlagGrammar.parse(Run.self, words) as? Run).action(environment)
        #expect(ContainerRun(usual: words[...], environment) == parsed)
    }

    @Test(arguments: [
        ["c", "true"], ["-it", "c", "sh", "-c", "-d"], ["-d", "-e", "A=b", "--env=SET", "-u0", "-w", "/", "c", "x"],
        ["--detach", "--interactive", "--tty", "--user", "u:g", "--workdir=/w", "c", "--", "x"],
    ])
    func exec(words: [String]) throws {
        let parsed = try #require(try FlagGrammar.parse(Exec.self, words) as? Exec).action(environment)
        #expect(ContainerExecution(usual: words[...], environment) == parsed)
    }

    @Test(arguments: [
        [], ["-a"], ["-aq"], ["-ls", "--no-trunc"], ["--all", "--quiet", "--size", "--latest"],
    ])
    func ps(words: [String]) throws {
        let parsed = try #require(try FlagGrammar.parse(Ps.self, words) as? Ps).action
        #expect(ContainerListing(usual: words[...]) == parsed)
    }

    @Test(arguments: [
        ["run"], ["run", ""], ["run", "--help"], ["run", "--", "busybox"], ["run", "--rm=true", "busybox"],
        ["run", "-i=false", "busybox"], ["run", "--name"], ["run", "--name=", "busybox"], ["run", "--name", "", "x"],
        ["run", "-iz", "busybox"], ["run", "--privileged", "busybox"], ["run", "--rm", "--cpus", "many", "busybox"],
        ["run", "-p", "0:0:0:0", "busybox"], ["run", "-v", "a:b:c:d", "busybox"], ["run", "-e", "=x", "busybox"],
        ["run", "-e=A=b", "busybox"],
        ["exec", "c"], ["exec", "-e", "c", "true"], ["exec", "--privileged", "c", "true"], ["exec", "", "true"],
        ["ps", "x"], ["ps", "--filter", "name=x"], ["ps", "-n", "2"], ["ps", "--format=json"], ["images"], [],
    ])
    func whatIsNotUsualIsLeftToTheParser(words: [String]) {
        #expect(UsualCommands.action(words[...], environment) == nil)
    }
}
