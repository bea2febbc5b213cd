import Testing

extension Integration {
    @Suite struct FlagTests {
        @Test(
            arguments: Client.allCases,
            [
                ["UPPER"], ["busybox:@@"], ["-p", "99999:80", "busybox"], ["-p", "abc", "busybox"],
                ["-p", "1.2.3:1:80", "busybox"],
                ["-v", "/a:relative", "busybox"], ["-v", ":/x", "busybox"], ["-v", "/a:/b:loud", "busybox"],
                ["--mount", "type=floppy,target=/x", "busybox"], ["--mount", "target", "busybox"],
                ["-m", "many", "busybox"], ["--cpus", "some", "busybox"], ["--tmpfs", "relative", "busybox"],
                ["--restart", "on-failure:x", "busybox"], ["--ulimit", "nofile", "busybox"],
                ["--name", "a/b", "busybox"],
                ["--env-file", "/no/such", "busybox"], ["--bogus", "busybox"], ["--cap-add", "FLY", "busybox"],
                ["--network", "container:no-such", "busybox"], ["--stop-signal", "LOUD", "busybox"], [],
            ])
        func runRefuses(client: Client, flags: [String]) async throws {
            let cli = try CommandLine(client)
            let outcome = try await cli.run(["run"] + flags + (flags.isEmpty ? [] : ["true"]))
            // Too few words are a misuse of Docker's client, and no failure of the engine.
            #expect(outcome.status == 125 || (flags.isEmpty && outcome.status == 1), "\(outcome)")
            #expect(!outcome.error.isEmpty)
            if let named = flags.first(where: { $0 == "--bogus" }) { #expect(outcome.error.contains(named)) }
        }

        @Test(arguments: [["--gpus", "all"], ["--link", "a:b"], ["--volumes-from", "x"], ["--network-alias", "x"]])
        func wherryRefusesWhatIsNotServedByName(flags: [String]) async throws {
            let cli = try CommandLine(.wherry)
            let outcome = try await cli.run(["run", "--rm"] + flags + ["busybox", "true"])
            #expect(outcome.status == 125, "\(outcome)")
            let words = flags[0].dropFirst(2).replacing("-", with: "").replacing("network", with: "")
            #expect(outcome.error.lowercased().replacing("-", with: "").contains(words))
        }

        @Test(
            arguments: Client.allCases,
            [
                ["run"], ["run", "-it", "--rm"], ["create"], ["container", "exec"], ["exec", "-i"], ["top"],
                ["ps", "-a"],
            ])
        func helpIsShownAmongFlags(client: Client, words: [String]) async throws {
            let outcome = try await CommandLine(client).run(words + ["--help"])
            #expect(outcome.status == 0, "\(outcome)")
            let verb = words.first { $0 != "container" } ?? ""
            #expect(outcome.output.lowercased().contains("usage:") && outcome.output.contains(verb), "\(outcome)")
            #expect(outcome.error.isEmpty)
        }

        @Test(arguments: Client.allCases)
        func unknownCommandsAreNamed(client: Client) async throws {
            let cli = try CommandLine(client)
            let outcome = try await cli.run("fly")
            #expect(outcome.status != 0)
            #expect(outcome.error.contains("fly"))
        }
    }
}
