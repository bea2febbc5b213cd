import Testing

extension Integration {
    @Suite struct ListTests {
        @Test(arguments: Client.allCases)
        func listsWhatRuns(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli.start("--name", name, "busybox", "sleep", "600")
            let ended = try await cli("create", "--name", name + "x", "busybox", "true")
            let lines = try await cli("ps", "--filter", "name=\(name)").split(separator: "\n").map(String.init)
            let columns = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]
            try #require(lines.count == 2)
            #expect(lines[0].split(separator: /\s{2,}/).map(String.init) == columns)
            #expect(lines[1].hasPrefix(id.prefix(12) + "   busybox   \"sleep 600\""))
            #expect(lines[1].contains("Up "))
            #expect(lines[1].hasSuffix(name))
            #expect(try await cli("ps", "-aq", "--no-trunc", "--filter", "name=\(name)") == "\(ended)\n\(id)")
            #expect(try await cli("ps", "-q", "--filter", "name=\(name)") == id.prefix(12))
            try await cli("rm", "-f", name, name + "x")
        }

        @Test(arguments: Client.allCases)
        func filters(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let ended = ["run", "--name", name, "--label", "team=\(name)", "busybox", "sh", "-c", "exit 3"]
            #expect(try await cli.run(ended).status == 3)
            let label = ["ps", "-a", "--format", "{{.Names}}", "--filter", "label=team=\(name)"]
            #expect(try await cli(label) == name)
            #expect(try await cli(label + ["--filter", "exited=3"]) == name)
            #expect(try await cli(label + ["--filter", "exited=4"]) == "")
            #expect(try await cli(label + ["--filter", "status=exited"]) == name)
            #expect(try await cli(label + ["--filter", "status=running"]) == "")
            #expect(try await cli(label + ["--filter", "ancestor=busybox"]) == name)
            #expect(try await cli(label + ["--filter", "health=none"]) == name)
            #expect(try await cli(label + ["--filter", "health=healthy"]) == "")
            #expect(try await cli(label + ["--filter", "is-task=false"]) == name)
            #expect(try await cli(label + ["--filter", "is-task=true"]) == "")
            let refused = try await cli.run("ps", "--filter", "colour=red")
            #expect(refused.status != 0 && refused.error.contains("colour"))
            try await cli("rm", name)
        }
    }
}
