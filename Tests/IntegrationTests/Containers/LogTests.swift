import Testing

extension Integration {
    @Suite struct LogTests {
        @Test(arguments: Client.allCases)
        func followsToTheEnd(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "echo one; echo two >&2; while [ ! -e /go ]; do sleep 0.05; done; echo three; exit 4"
            let id = try await cli.start("busybox", "sh", "-c", script)
            let follower = try cli.open("logs", "--follow", id)
            try await follower.awaitText("one\n")
            // The container's end may take the exec with it.
            _ = try await cli.run("exec", id, "touch", "/go")
            let outcome = try await follower.end()
            #expect(outcome.status == 0)
            #expect(outcome.output == "one\nthree\n")
            #expect(outcome.error == "two\n")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func showsTheLastLines(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.ended("busybox", "seq", "1", "5")
            #expect(try await cli("logs", "--tail", "2", id) == "4\n5")
            #expect(try await cli("logs", "--tail", "0", id) == "")
            #expect(try await cli("logs", "--tail", "all", id) == "1\n2\n3\n4\n5")
            #expect(try await cli("logs", "-n", "9", "-f", id) == "1\n2\n3\n4\n5")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func showsTimesAndWhatIsBetweenThem(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.ended("busybox", "sh", "-c", "for i in 1 2 3; do echo $i; sleep 0.02; done")
            let lines = try await cli("logs", "-t", id).split(separator: "\n").map { $0.split(separator: " ") }
            try #require(lines.count == 3 && lines.allSatisfy { $0.count == 2 })
            #expect(lines.map { $0[1] } == ["1", "2", "3"])
            let times = lines.map { String($0[0]) }
            #expect(
                times == times.sorted() && times.allSatisfy { $0.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/) })
            #expect(try await cli("logs", "--since", times[1], id) == "2\n3")
            #expect(try await cli("logs", "--until", times[1], id) == "1\n2")
            #expect(try await cli("logs", "--since", "1h", id) == "1\n2\n3")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func goesOnAfterARestart(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.ended("busybox", "echo", "again")
            try await cli("start", "-a", id)
            #expect(try await cli("logs", id) == "again\nagain")
            try await cli("rm", id)
            let gone = try await cli.run("logs", id)
            #expect(gone.status == 1 && gone.error.contains("No such container: \(id)"))
        }

        @Test(arguments: Client.allCases)
        func keepsNoneWhereNoneIsAskedFor(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.ended("--log-driver", "none", "busybox", "echo", "lost")
            let outcome = try await cli.run("logs", id)
            #expect(outcome.status == 1 && outcome.error.contains("does not support reading"))
            try await cli("rm", id)
        }
    }
}
