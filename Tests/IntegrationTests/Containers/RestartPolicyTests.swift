import Testing

extension Integration {
    @Suite struct RestartPolicyTests {
        @Test(arguments: Client.allCases)
        func afterAFailureSoManyTimes(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("--restart", "on-failure:2", "busybox", "sh", "-c", "echo run; exit 1")
            try await cli.engine.awaitEvent("die", of: id, count: 3)
            let state = "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}"
            #expect(try await cli.inspect(id, state) == "exited 1 2")
            #expect(try await cli("logs", id) == "run\nrun\nrun")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func notAfterSuccess(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.ended("--restart", "on-failure", "busybox", "true")
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}}") == "exited 0")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func alwaysUntilItIsStopped(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("--restart", "always", "busybox", "true")
            try await cli.engine.awaitEvent("start", of: id, count: 3)
            try await cli("stop", id)
            let runs = try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}} {{.State.FinishedAt}}")
            #expect(runs.hasPrefix("exited "))
            // Another container's whole life is longer than the first delay of a restart.
            try await cli("run", "--rm", "busybox", "sleep", "0.3")
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}} {{.State.FinishedAt}}") == runs)
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func alwaysAfterItWasKilledFromInside(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("--restart", "unless-stopped", "busybox", "sh", "-c", "sleep 600 & wait")
            try await cli("exec", id, "killall", "sleep")
            try await cli.engine.awaitEvent("start", of: id, count: 2)
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}}") == "running 1")
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func refusesWhatDoesNotGoTogether(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli.run("run", "--rm", "--restart", "always", "busybox", "true").status == 125)
            let unknown = try await cli.run("run", "--restart", "sometimes", "busybox", "true")
            #expect(unknown.status == 125 && unknown.error.contains("sometimes"))
        }
    }
}
