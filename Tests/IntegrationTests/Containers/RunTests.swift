import Testing

extension Integration {
    @Suite struct RunTests {
        @Test(arguments: Client.allCases)
        func printsToWhereTheProgramWrote(client: Client) async throws {
            let cli = try CommandLine(client)
            let outcome = try await cli.run("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2")
            #expect(outcome.output == "out\n")
            #expect(outcome.error == "err\n")
            #expect(outcome.status == 0)
        }

        @Test(arguments: Client.allCases)
        func exitsAsTheProgram(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli.run("run", "--rm", "busybox", "sh", "-c", "exit 42").status == 42)
            #expect(try await cli.run("run", "--rm", "busybox", "sh", "-c", "sh -c 'kill $$'; exit $?").status == 143)
        }

        @Test(arguments: Client.allCases)
        func tellsACommandThatIsMissing(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let outcome = try await cli.run("run", "--name", name, "busybox", "no-such-command")
            #expect(outcome.status == 127)
            #expect(outcome.error.contains("no-such-command"))
            #expect(outcome.error.contains("executable file not found in $PATH"))
            #expect(try await cli.inspect(name, "{{.State.Status}} {{.State.ExitCode}}") == "created 127")
            try await cli("rm", name)
        }

        @Test(arguments: Client.allCases)
        func tellsACommandThatCannotBeExecuted(client: Client) async throws {
            let cli = try CommandLine(client)
            let outcome = try await cli.run("run", "--rm", "busybox", "/bin/plain")
            #expect(outcome.status == 126)
            #expect(outcome.error.contains("permission denied"))
        }

        @Test(arguments: Client.allCases)
        func tellsWhatTheEngineRefuses(client: Client) async throws {
            let cli = try CommandLine(client)
            let restart = try await cli.run("run", "--rm", "--memory", "5x", "busybox", "true")
            #expect(restart.status == 125)
            #expect(restart.error.contains("5x"))
            let network = try await cli.run("run", "--rm", "--network", "no-such-network", "busybox", "true")
            #expect(network.status == 125)
            #expect(network.error.contains("no-such-network"))
        }

        @Test(arguments: Client.allCases)
        func tellsAnImageThatIsNowhere(client: Client) async throws {
            let cli = try CommandLine(client)
            // Nothing listens on the port.
            let outcome = try await cli.run("run", "--rm", "127.0.0.1:1/missing:1", "true")
            #expect(outcome.status == 125)
            #expect(outcome.error.contains("127.0.0.1:1"))
            #expect(try await cli.run("run", "--rm", "--pull", "never", "missing", "true").status == 125)
        }

        @Test(arguments: Client.allCases)
        func givesBackTheIdInTheBackground(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            #expect(id.count == 64 && id.allSatisfy(\.isHexDigit))
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.Id}}") == "running \(id)")
            #expect(try await cli("rm", "-f", id) == id)
        }

        @Test(arguments: Client.allCases)
        func removesWhatRanWithRM(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            try await cli("run", "--rm", "--name", name, "busybox", "true")
            #expect(try await cli("ps", "-a", "-q", "--filter", "name=\(name)") == "")
        }
    }
}
