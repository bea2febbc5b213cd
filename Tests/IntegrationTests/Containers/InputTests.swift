import Glibc
import Testing

extension Integration {
    @Suite struct InputTests {
        @Test(arguments: Client.allCases)
        func passesStandardInputAndItsEnd(client: Client) async throws {
            let cli = try CommandLine(client)
            #expect(try await cli("run", "--rm", "-i", "busybox", "cat", input: .text("one\ntwo\n")) == "one\ntwo")
            #expect(try await cli("run", "--rm", "-i", "busybox", "cat") == "")
            #expect(try await cli("run", "--rm", "busybox", "cat", input: .text("not passed")) == "")
        }

        @Test(arguments: Client.allCases)
        func passesMuchAndLosesNothing(client: Client) async throws {
            let cli = try CommandLine(client)
            let file = BusyboxImage.program
            let expected = try await Tool.run("sha256sum", file).prefix(64)
            #expect(
                try await cli("run", "--rm", "-i", "busybox", "sha256sum", input: .file(file)).prefix(64) == expected)
        }

        @Test(arguments: Client.allCases)
        func talksWhileItRuns(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "while read line; do echo \"got $line\"; done; echo over"
            let program = try cli.open("run", "--rm", "-i", "busybox", "sh", "-c", script, input: .held)
            try program.write("a\n")
            try await program.awaitText("got a\n")
            try program.write("b\n")
            try await program.awaitText("got b\n")
            program.closeInput()
            let outcome = try await program.end()
            #expect(outcome.output == "got a\ngot b\nover\n")
            #expect(outcome.status == 0)
        }

        @Test(arguments: Client.allCases)
        func attachesToWhatRuns(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "while read line; do echo \"got $line\"; done"
            let id = try await cli.start("-i", "busybox", "sh", "-c", script)
            let first = try cli.open("attach", id, input: .held)
            let second = try cli.open("attach", "--no-stdin", id)
            try await cli.engine.awaitEvent("attach", of: id, count: 2)
            try first.write("a\n")
            try await first.awaitText("got a\n")
            try await second.awaitText("got a\n")
            try await cli("kill", id)
            #expect(try await first.end().status == 137)
            #expect(try await second.end().output == "got a\n")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func passesSignalsOn(client: Client) async throws {
            let cli = try CommandLine(client)
            let script = "trap 'echo told; exit 5' TERM; echo ready; while :; do sleep 0.05; done"
            // Several times: the program may speak before the engine knows that it runs.
            for _ in 0..<5 {
                let program = try cli.open("run", "--rm", "busybox", "sh", "-c", script)
                try await program.awaitText("ready")
                program.signal(SIGTERM)
                let outcome = try await program.end()
                #expect(outcome.output == "ready\ntold\n")
                #expect(outcome.status == 5)
            }
        }
    }
}
