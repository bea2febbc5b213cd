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

        @Test(arguments: [
            "--gpus=all", "--link=a:b", "--volumes-from=x", "--network-alias=x", "--cgroup-parent=/x",
            "--cgroupns=host", "--userns=private", "--runtime=kata", "--pid=container:x", "--ipc=shareable",
            "--uts=private", "--cpu-shares=-1", "--cpu-period=-1", "--cpu-quota=-2", "--pids-limit=-2",
            "--health-cmd=true", "--health-interval=1s", "--health-timeout=1s", "--health-retries=1",
            "--health-start-period=1s", "--mount type=volume,dst=/a,volume-subpath=b",
            "--mount type=volume,dst=/a,volume-label=b=c", "--mount type=volume,dst=/a,volume-driver=nfs",
            "--mount type=volume,dst=/a,volume-opt=b=c",
        ])
        func wherryNamesTheFlagsThatAreNotServed(words: String) async throws {
            let flags = words.split(separator: " ").map(String.init)
            let outcome = try await CommandLine(.wherry).run(["run", "--rm"] + flags + ["busybox"])
            #expect(outcome.status == 125, "\(outcome)")
            let flag = words.prefix { $0 != "=" && $0 != " " }
            let part = words.contains("volume-") ? words.split(separator: ",").last?.prefix { $0 != "=" } : nil
            #expect(outcome.error.contains("\(flag)\(part.map { " \($0)" } ?? "") "), "\(outcome)")
            #expect(!outcome.error.contains("HostConfig"))
        }

        @Test(arguments: [
            ["volume", "create", "--driver=nfs", "v"], ["rmi", "--no-prune", "busybox"],
            ["save", "--platform=linux/amd64", "--output=/dev/null", "busybox"],
            ["push", "--platform=linux/amd64", "busybox"],
        ])
        func otherVerbsNameTheirFlagsToo(words: [String]) async throws {
            let outcome = try await CommandLine(.wherry).run(words)
            let flag = words.first { $0.hasPrefix("--") }?.prefix { $0 != "=" } ?? ""
            #expect(outcome.status == 1 && outcome.error.contains("\(flag) is not supported"), "\(outcome)")
        }

        @Test(
            arguments: Client.allCases,
            [
                ["run"], ["run", "-it", "--rm"], ["create"], ["container", "exec"], ["exec", "-i"], ["top"],
                ["ps", "-a"], ["container"], ["system", "df"],
            ])
        func helpIsShownAmongFlags(client: Client, words: [String]) async throws {
            let outcome = try await CommandLine(client).run(words + ["--help"])
            #expect(outcome.status == 0, "\(outcome)")
            let verb = words.first { $0 != "container" } ?? ""
            #expect(outcome.output.lowercased().contains("usage:") && outcome.output.contains(verb), "\(outcome)")
            if client == .wherry { #expect(outcome.output.contains("--help")) }
            #expect(outcome.error.isEmpty)
        }

        @Test(arguments: ["bash", "zsh", "fish"])
        func completionsOfferHelp(shell: String) async throws {
            let script = try await CommandLine(.wherry)("completion", shell)
            #expect(script.split(separator: "help").count > 60)
            #expect(script == (try await CommandLine(.wherry)("--generate-completion-script", shell)))
        }

        /// Without a name a path would be that of a list.
        @Test(arguments: [
            ["inspect"], ["inspect", "--type", "image"], ["port"], ["rm", "-f"], ["rmi"], ["logs"], ["volume", "rm"],
            ["start"], ["attach"], ["stats", "--no-stream"], ["history"],
        ])
        func anEmptyNameIsNone(verb: [String]) async throws {
            let outcome = try await CommandLine(.wherry).run(verb + [""])
            #expect(outcome.status != 0 && outcome.error.contains("a name is empty"), "\(outcome)")
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
