import Testing

extension Integration {
    /// On an engine of its own: what is pruned is what nothing uses.
    @Suite struct PruneTests {
        @Test(arguments: Client.allCases)
        func removesWhatIsOldAndWithoutALabel(client: Client) async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(client, engine)
                let kept = try await cli.ended("--label", "keep", "busybox", "true")
                let ended = try await cli.ended("--label", "go=1", "busybox", "true")
                try await cli("import", try await engine.archive(marked: "loose"), "loose")
                try await cli("volume", "create", "--label", "keep", "used")
                try await cli("volume", "create", "loose")
                // Of networks, which cannot be made yet, wherry prunes none.
                let kinds = ["container", "image"] + (client == .docker ? ["network"] : [])
                for kind in kinds + ["system"] {
                    try await cli(kind, "prune", "--force", "--filter", "until=24h")
                }
                try await cli("image", "prune", "--all", "--force", "--filter", "until=2020-01-02T03:04:05+01:00")
                #expect(try await cli("ps", "-aq").split(separator: "\n").count == 2)
                #expect(try await cli("images", "-q", "--filter", "until=1h") == "")
                #expect(try await cli("images", "--format", "{{.Repository}}").contains("loose"))
                try await cli("container", "prune", "--force", "--filter", "label!=keep", "--filter", "until=0s")
                #expect(try await cli("ps", "-aq", "--no-trunc") == kept, "\(ended)")
                try await cli("volume", "prune", "--all", "--force", "--filter", "label!=keep")
                #expect(try await cli("volume", "ls", "-q") == "used")
                for kind in kinds {
                    let refused = try await cli.run(kind, "prune", "--force", "--filter", "until=soon")
                    #expect(refused.status == 1 && refused.error.contains("until=soon"), "\(refused)")
                }
            }
        }

        @Test(arguments: Client.allCases)
        func removesWhatIsNotUsed(client: Client) async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(client, engine)
                let running = try await cli.start("--name", "kept", "-v", "used:/data", "busybox", "sleep", "600")
                let ended = try await cli.ended("-v", "loose:/data", "busybox", "true")
                try await cli("import", try await engine.archive(marked: "loose"), "loose")
                #expect(try await cli("system", "prune", "--force").contains(ended))
                #expect(try await cli("ps", "-aq", "--no-trunc") == running)
                #expect(try await cli("image", "prune", "--all", "--force").contains("loose:latest"))
                #expect(try await cli("images", "--format", "{{.Repository}}") == "busybox")
                #expect(try await cli("volume", "prune", "--force", "--filter", "all=1").contains("loose"))
                #expect(try await cli("volume", "ls", "-q") == "used")
            }
        }
    }
}
