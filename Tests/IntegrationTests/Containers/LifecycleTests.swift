import Testing

extension Integration {
    @Suite struct LifecycleTests {
        private static let deaf = "trap '' TERM; echo ready; while :; do sleep 0.05; done"
        private static let polite =
            "trap 'exit 3' TERM; trap 'echo usr1' USR1; echo ready; while :; do sleep 0.05; done"

        @Test(arguments: Client.allCases)
        func stopsWhatListensAndKillsWhatDoesNot(client: Client) async throws {
            let cli = try CommandLine(client)
            let polite = try await cli.start("busybox", "sh", "-c", Self.polite)
            try await cli.awaitLog("ready", of: polite)
            #expect(try await cli("stop", polite) == polite)
            #expect(try await cli.inspect(polite, "{{.State.Status}} {{.State.ExitCode}}") == "exited 3")
            let deaf = try await cli.start("busybox", "sh", "-c", Self.deaf)
            try await cli.awaitLog("ready", of: deaf)
            let start = ContinuousClock.now
            try await cli("stop", "-t", "1", deaf)
            #expect(ContinuousClock.now - start >= .seconds(1))
            #expect(try await cli.inspect(deaf, "{{.State.Status}} {{.State.ExitCode}}") == "exited 137")
            // What has stopped already is no error.
            try await cli("stop", deaf)
            try await cli("rm", deaf, polite)
        }

        @Test(arguments: Client.allCases)
        func sendsSignals(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("--stop-signal", "USR1", "busybox", "sh", "-c", Self.polite)
            try await cli.awaitLog("ready", of: id)
            try await cli("kill", "-s", "USR1", id)
            try await cli.awaitLog("usr1", of: id)
            try await cli("kill", "--signal", "SIGTERM", id)
            #expect(try await cli("wait", id) == "3")
            let ended = try await cli.run("kill", id)
            #expect(ended.status == 1 && ended.error.contains("is not running"))
            try await cli("start", id)
            let unknown = try await cli.run("kill", "-s", "LOUD", id)
            #expect(unknown.status == 1 && unknown.error.contains("LOUD"))
            try await cli("stop", "-t", "0", id)
            #expect(try await cli("wait", id) == "137")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func refusesToRemoveWhatRuns(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            try await cli.start("--name", name, "busybox", "sleep", "600")
            let refused = try await cli.run("rm", name)
            #expect(refused.status == 1)
            #expect(refused.error.contains("container is running: stop the container before removing or force remove"))
            #expect(try await cli("rm", "--force", name) == name)
            let gone = try await cli.run("rm", name)
            #expect(gone.status == 1 && gone.error.contains("No such container: \(name)"))
        }

        @Test(arguments: Client.allCases)
        func refusesANameThatIsTaken(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            let id = try await cli("create", "--name", name, "busybox")
            let message = """
                Conflict. The container name "/\(name)" is already in use by container "\(id)". \
                You have to remove (or rename) that container to be able to reuse that name.
                """
            let refused = try await cli.run("create", "--name", name, "busybox")
            #expect(refused.status != 0 && refused.error.contains(message))
            let answer = try await cli.engine.request(
                "POST", "/containers/create?name=\(name)", body: #"{"Image": "busybox"}"#)
            #expect(answer.status == 409 && answer.message == message)
            try await cli("rm", name)
        }

        @Test(arguments: Client.allCases)
        func renames(client: Client) async throws {
            let cli = try CommandLine(client)
            let (old, new) = (cli.engine.uniqueName(), cli.engine.uniqueName())
            let id = try await cli.start("--name", old, "busybox", "sleep", "600")
            try await cli("rename", old, new)
            #expect(try await cli.inspect(new, "{{.Id}} {{.Name}}") == "\(id) /\(new)")
            #expect(try await cli.run("inspect", old).status == 1)
            try await cli("create", "--name", old, "busybox")
            let refused = try await cli.run("rename", old, new)
            #expect(refused.status == 1 && refused.error.contains("already in use"))
            let same = try await cli.run("rename", old, old)
            #expect(same.status == 1 && same.error.contains("same name"))
            #expect(try await cli.run("create", "--name", old, "busybox").error.contains("already in use"))
            try await cli("rm", "-f", old, new)
        }

        @Test(arguments: Client.allCases)
        func restarts(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sh", "-c", "echo run; exec sleep 600")
            let pid = try await cli.inspect(id, "{{.State.Pid}}")
            #expect(try await cli("restart", "-t", "0", id) == id)
            #expect(try await cli.inspect(id, "{{.State.Pid}}") != pid)
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}}") == "running 0")
            try await cli("stop", "-t", "0", id)
            try await cli("restart", id)
            #expect(try await cli("logs", id) == "run\nrun\nrun")
            try await cli("rm", "-f", id)
        }

        /// Who is told of an end comes while what is left of it is still being cleared.
        @Test func whatFollowsAnEndWaitsForItToBeCleared() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<6 {
                        group.addTask {
                            try await cli("create", "--name", "c\(number)", "busybox", "true")
                            for verb in ["start", "restart", "start", "restart", "restart", "stop", "restart"] {
                                let answer = try await engine.request("POST", "/containers/c\(number)/\(verb)")
                                #expect([204, 304].contains(answer.status), "\(verb): \(answer)")
                                _ = try await engine.request("POST", "/containers/c\(number)/wait")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(!(try await engine.stop()).contains("was not removed"))
            }
        }

        /// With its volumes, whoever comes first: what removes itself, or who was told of its end.
        @Test func whatRemovesItselfGoesWithItsVolumes() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                for _ in 0..<15 {
                    let id = try await cli("create", "--rm", "-v", "/data", "busybox", "true")
                    #expect(try await engine.request("POST", "/containers/\(id)/start").status == 204)
                    _ = try await engine.request("POST", "/containers/\(id)/wait")
                    let again = try await engine.request("POST", "/containers/\(id)/restart")
                    #expect([404, 409].contains(again.status), "\(again)")
                    _ = try await engine.request("DELETE", "/containers/\(id)")
                }
                try await eventually("the containers are gone") { try await cli("ps", "-aq") == "" }
                #expect(try await cli("volume", "ls", "-q") == "")
            }
        }

        @Test(arguments: Client.allCases)
        func startsWhatWasCreated(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli("create", "-i", "busybox", "sh", "-c", "cat; echo err >&2; exit 6")
            #expect(try await cli.inspect(id, "{{.State.Status}}") == "created")
            let outcome = try await cli.run("start", "-a", "-i", id, input: .text("in\n"))
            #expect(outcome.output == "in\n")
            #expect(outcome.error == "err\n")
            #expect(outcome.status == 6)
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func waitsForSeveral(client: Client) async throws {
            let cli = try CommandLine(client)
            let first = try await cli.start("busybox", "sh", "-c", "exit 3")
            let second = try await cli.start("busybox", "sleep", "600")
            let waiting = try cli.open("wait", first, second)
            try await waiting.awaitText("3\n")
            try await cli("kill", second)
            #expect(try await waiting.end().output == "3\n137\n")
            try await cli("rm", first, second)
        }

        @Test(arguments: Client.allCases)
        func startsWhatRunsAlreadyInPeace(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            #expect(try await cli("start", id) == id)
            #expect(try await cli.engine.request("POST", "/containers/\(id)/start").status == 304)
            try await cli("rm", "-f", id)
        }
    }
}
