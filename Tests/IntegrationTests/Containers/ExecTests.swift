import Foundation
import Testing

extension Integration {
    @Suite struct ExecTests {
        @Test(arguments: Client.allCases)
        func runsAnotherProgram(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("-e", "COLOUR=red", "busybox", "sleep", "600")
            let outcome = try await cli.run("exec", id, "sh", "-c", "echo $COLOUR; echo err >&2; exit 9")
            #expect(outcome.status == 9)
            #expect(outcome.output == "red\n")
            #expect(outcome.error == "err\n")
            #expect(try await cli("exec", id, "cat", "/proc/1/comm") == "sleep")
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func asAUserInADirectoryWithVariables(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            #expect(try await cli("exec", "-u", "app", id, "id", "-un") == "app")
            #expect(try await cli("exec", "-u", "app", id, "id", "-G") == "1000 2000")
            #expect(try await cli("exec", "-u", "12:34", id, "sh", "-c", "id -u; id -g") == "12\n34")
            #expect(try await cli("exec", "-w", "/www", id, "pwd") == "/www")
            #expect(try await cli("exec", "-e", "A=1", "-e", "B=x y", id, "sh", "-c", "echo $A $B") == "1 x y")
            let unknown = try await cli.run("exec", "-u", "nobody-here", id, "true")
            #expect(unknown.status == 126)
            #expect(unknown.output.contains("unable to find user nobody-here: no matching entries in passwd file"))
            try await cli("rm", "-f", id)
        }

        @Test(arguments: Client.allCases)
        func inTheBackground(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start(
                "busybox", "sh", "-c", "while [ ! -e /tmp/told ]; do sleep 0.05; done; cat /tmp/told")
            #expect(try await cli("exec", "-d", id, "sh", "-c", "echo hello > /tmp/t; mv /tmp/t /tmp/told") == "")
            #expect(try await cli("wait", id) == "0")
            #expect(try await cli("logs", id) == "hello")
            try await cli("rm", id)
        }

        @Test(arguments: Client.allCases)
        func readsStandardInput(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            #expect(try await cli("exec", "-i", id, "cat", input: .text("typed\n")) == "typed")
            #expect(try await cli("exec", "-i", id, "wc", "-c", input: .file(BusyboxImage.program)) == Self.size)
            #expect(try await cli("exec", id, "cat", input: .text("not passed")) == "")
            try await cli("rm", "-f", id)
        }

        private static var size: String {
            get throws {
                String(try FileManager.default.attributesOfItem(atPath: BusyboxImage.program)[.size] as? Int ?? 0)
            }
        }

        @Test(arguments: Client.allCases)
        func tellsWhyItCannot(client: Client) async throws {
            let cli = try CommandLine(client)
            let name = cli.engine.uniqueName()
            try await cli("create", "--name", name, "busybox", "sleep", "600")
            let stopped = try await cli.run("exec", name, "true")
            #expect(stopped.status == 1 && stopped.error.contains("is not running"))
            try await cli("start", name)
            #expect(try await cli.run("exec", name, "no-such-command").status == 127)
            #expect(try await cli.run("exec", name, "/bin/plain").status == 126)
            #expect(try await cli.run("exec", "-w", "/no/such", name, "true").status == 126)
            try await cli("rm", "-f", name)
            let gone = try await cli.run("exec", name, "true")
            #expect(gone.status == 1 && gone.error.contains("No such container: \(name)"))
        }

        @Test(arguments: Client.allCases)
        func endsWithTheContainer(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sleep", "600")
            let program = try cli.open("exec", id, "sh", "-c", "echo ready; sleep 600")
            try await program.awaitText("ready")
            try await cli("rm", "-f", id)
            #expect(try await program.end().status == 137)
        }
    }
}
