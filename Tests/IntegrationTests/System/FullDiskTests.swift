import Foundation
import Testing

extension Integration {
    /// On an engine whose disk a container has filled to the last byte.
    @Suite struct FullDiskTests {
        private static let size = "48m"

        /// - Parameter name: of the container that has all that was free.
        private func fill(_ cli: CommandLine, as name: String) async throws {
            let script = "cat /dev/zero >/fill; dd if=/dev/zero of=/rest bs=1; df -k / | grep -o '100%'"
            #expect(try await cli("run", "--name", name, "busybox", "sh", "-c", script).contains("100%"))
        }

        @Test(arguments: Client.allCases)
        func whatFreesSpaceGoesOn(client: Client) async throws {
            try await EngineFixture.with(disk: Self.size) { engine in
                let cli = try CommandLine(client, engine)
                let ended = try await cli.ended("busybox", "true")
                let created = try await cli("create", "-v", "/data", "busybox", "true")
                let running = try await cli.start("busybox", "sleep", "600")
                try await cli("import", try await engine.archive(marked: "loose"), "loose")
                try await cli("tag", "busybox", "second")
                try await fill(cli, as: "filler")

                let refused = try await cli.run("create", "busybox")
                #expect(refused.error.contains("No space left on device"), "\(refused)")
                try await cli("exec", running, "true")
                try await cli("rmi", "second")
                try await cli("rmi", "loose")
                try await cli("rm", "-v", ended, created)
                try await cli("rm", "-f", running)
                #expect(try await cli("ps", "-a", "--format", "{{.Names}}") == "filler")
                try await cli("rm", "filler")
                #expect(try await cli("run", "--rm", "busybox", "echo", "room") == "room")
            }
        }

        /// Where even the space that is kept for this was lost: what is refused is as it was.
        @Test func anEngineStartsWithNothingLeft() async throws {
            try await EngineFixture.with(disk: Self.size) { engine in
                let cli = try CommandLine(.wherry, engine)
                let ended = try await cli.ended("busybox", "true")
                try await fill(cli, as: "filler")
                try await engine.kill()
                try FileManager.default.removeItem(atPath: engine.dataRoot + "/reserved")
                let rest = engine.dataRoot + "/rest"
                _ = try await Tool.run("sh", "-c", "cat /dev/zero >\(rest) || true")
                try await engine.start()
                #expect(try await cli.run("rm", ended).error.contains("No space left on device"))
                #expect(try await cli.inspect(ended, "{{.State.Status}}") == "exited")
                try FileManager.default.removeItem(atPath: rest)
                try await cli("rm", ended, "filler")
            }
        }

        @Test func anEngineStartsAndFreesSpace() async throws {
            try await EngineFixture.with(disk: Self.size) { engine in
                let cli = try CommandLine(.wherry, engine)
                let ended = try await cli.ended("busybox", "sh", "-c", "exit 3")
                let running = try await cli.start("busybox", "sleep", "600")
                try await fill(cli, as: "filler")
                try await engine.kill()
                try await engine.start()
                #expect(try await cli.inspect(ended, "{{.State.ExitCode}}") == "3")
                #expect(try await cli.inspect(running, "{{.State.Running}}") == "true")
                try await cli("rm", "-f", running, ended, "filler")
                #expect(try await cli("run", "--rm", "busybox", "echo", "room") == "room")
            }
        }
    }
}
