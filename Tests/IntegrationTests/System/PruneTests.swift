import Testing

extension Integration {
    /// On an engine of its own: what is pruned is what nothing uses.
    @Suite struct PruneTests {
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
