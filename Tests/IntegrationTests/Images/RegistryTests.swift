import TestSupport
import Testing

/// With Debian's docker-registry on loopback.
extension Integration {
    @Suite(
        .enabled(if: DebianRegistry.isInstalled, "docker-registry is not installed: install Debian's docker-registry"))
    struct RegistryTests {
        @Test(arguments: Client.allCases)
        func pushesAndPulls(client: Client) async throws {
            let cli = try CommandLine(client)
            try await DebianRegistry.run { registry in
                let mark = cli.engine.uniqueName()
                let name = "\(registry.authority)/team/\(mark):1"
                let id = try await cli("import", try await cli.engine.archive(marked: mark), name)
                let digest = try await digest(in: try await cli("push", name))
                try await cli("rmi", name)
                let first = try await cli("pull", name)
                #expect(first.contains("Digest: \(digest)"))
                #expect(first.contains("Status: Downloaded newer image for \(name)"))
                #expect(try await cli.inspect(name, "{{.Id}}") == id)
                #expect(try await cli("run", "--rm", name, "cat", "/mark") == mark)
                #expect(try await cli("pull", name).contains("Status: Image is up to date for \(name)"))
                let repository = name.dropLast(2)
                #expect(try await cli("pull", "-q", "\(repository)@\(digest)") == "\(repository)@\(digest)")
                #expect(
                    try await cli("images", "--digests", "--format", "{{.Digest}}", String(repository)).contains(digest)
                )
                try await cli("tag", name, repository + ":2")
                let all = try await cli("push", "-a", String(repository))
                #expect(all.contains("1: digest: \(digest)") && all.contains("2: digest: \(digest)"), "\(all)")
                try await cli("rmi", "-f", id)
            }
        }

        private func digest(in progress: String) async throws -> String {
            let match = try #require(progress.firstMatch(of: /digest: (sha256:[0-9a-f]{64})/))
            return String(match.1)
        }

        @Test(arguments: Client.allCases)
        func runPullsWhatIsMissing(client: Client) async throws {
            let cli = try CommandLine(client)
            try await DebianRegistry.run { registry in
                let mark = cli.engine.uniqueName()
                let name = "\(registry.authority)/\(mark)"
                try await cli("import", try await cli.engine.archive(marked: mark), name)
                try await cli("push", name)
                try await cli("rmi", name)
                let outcome = try await cli.run("run", "--rm", name, "cat", "/mark")
                #expect(outcome.status == 0)
                #expect(outcome.output == mark + "\n")
                #expect(outcome.error.lowercased().contains("pull"))
                try await cli("rmi", name)
            }
        }

        @Test(arguments: Client.allCases)
        func tellsWhatTheRegistryDoesNotHave(client: Client) async throws {
            let cli = try CommandLine(client)
            try await DebianRegistry.run { registry in
                let name = "\(registry.authority)/missing:1"
                let pull = try await cli.run("pull", name)
                #expect(pull.status == 1)
                #expect(pull.error.contains("manifest for \(name) not found"))
                let run = try await cli.run("run", "--rm", name, "true")
                #expect(run.status == 125)
                #expect(run.error.contains("manifest for \(name) not found"))
                let push = try await cli.run("push", name)
                #expect(push.status == 1)
                #expect(
                    push.error.contains("An image does not exist locally with the tag: \(registry.authority)/missing"))
            }
        }

        @Test(arguments: Client.allCases)
        func logsIn(client: Client) async throws {
            let cli = try CommandLine(client)
            try await DebianRegistry.run(withPassword: true) { registry in
                let name = "\(registry.authority)/\(cli.engine.uniqueName()):1"
                try await cli("tag", "busybox", name)
                let refused = try await cli.run("push", name)
                #expect(refused.status == 1 && refused.error.contains("push access denied for \(name.dropLast(2))"))
                let user = ["login", "--username", DebianRegistry.username, "--password-stdin", registry.authority]
                let wrong = try await cli.run(user, input: .text("wrong"))
                #expect(wrong.status == 1 && wrong.error.contains("unauthorized"))
                #expect(try await cli(user, input: .text(DebianRegistry.password)).contains("Login Succeeded"))
                try await cli("push", name)
                try await cli("rmi", name)
                try await cli("pull", name)
                try await cli("logout", registry.authority)
                let pull = try await cli.run("pull", name)
                #expect(pull.status == 1 && pull.error.contains("pull access denied for \(name.dropLast(2))"))
                try await cli("rmi", name)
            }
        }
    }
}
