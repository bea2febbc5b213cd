import Foundation
import Glibc
import Linux
import Testing

extension Integration {
    @Suite struct ShimKillTests {
        @Test(arguments: Client.allCases)
        func endsTheContainer(client: Client) async throws {
            let cli = try CommandLine(client)
            let id = try await cli.start("busybox", "sh", "-c", "echo ready; sleep 600 & wait")
            try await cli.awaitLog("ready", of: id)
            let pid = try #require(Int32(try await cli.inspect(id, "{{.State.Pid}}")))
            let process = try ProcessDescriptor.open(pid)
            let follower = try cli.open("logs", "-f", id)
            try await follower.awaitText("ready")
            kill(try shim(of: id), SIGKILL)
            #expect(try await cli("wait", id) == "137")
            #expect(try ProcessDescriptor.waitForEnd(process.raw, timeout: 10_000))
            #expect(try await cli.inspect(id, "{{.State.Status}} {{.State.ExitCode}} {{.State.Pid}}") == "exited 137 0")
            #expect(try await follower.end().output == "ready\n")
            #expect(!cgroups(of: id))
            // It can be started anew.
            try await cli("start", id)
            try await cli("rm", "-f", id)
        }

        @Test func whileTheEngineIsGone() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let id = try await cli("run", "-d", "-p", "127.0.0.1::80", "busybox", "sleep", "600")
                let pid = try #require(Int32(try await cli.inspect(id, "{{.State.Pid}}")))
                let process = try ProcessDescriptor.open(pid)
                let shim = try shim(of: id)
                try await engine.kill()
                kill(shim, SIGKILL)
                try await engine.start()
                #expect(try await cli("wait", id) == "137")
                #expect(try ProcessDescriptor.waitForEnd(process.raw, timeout: 10_000))
                #expect(!cgroups(of: id))
                try await cli("start", id)
                #expect(try await cli("port", id, "80").hasPrefix("127.0.0.1:"))
            }
        }

        /// Killed at any moment of a start: its client is told, and the next start finds nothing in its way.
        @Test func whileTheContainerStarts() async throws {
            let cli = try CommandLine(.wherry)
            for delay in 0..<8 {
                let id = try await cli("create", "busybox", "sleep", "600")
                let start = try cli.open("start", id)
                try await eventually("the shim of \(id) runs", every: .milliseconds(1)) { findShim(of: id) != nil }
                try await Task.sleep(for: .milliseconds(delay))
                if let shim = findShim(of: id) { kill(shim, SIGKILL) }
                _ = try await start.end()
                try await cli("wait", id)
                try await cli("start", id)
                #expect(try await cli("exec", id, "echo", "here") == "here")
                try await cli("rm", "-f", id)
            }
        }

        /// Shims are started by themselves then, and forked again from another template.
        @Test func theirTemplateIsReplaced() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let id = try await cli("run", "-d", "busybox", "sleep", "600")
                let template = try #require(findTemplate(of: engine))
                kill(template, SIGKILL)
                #expect(try await cli("run", "--rm", "busybox", "echo", "one") == "one")
                #expect(try await cli("run", "--rm", "busybox", "echo", "two") == "two")
                let next = try #require(findTemplate(of: engine))
                #expect(next != template)
                #expect(access("/proc/\(template)", F_OK) == -1)
                #expect(try await cli("exec", id, "echo", "here") == "here")
            }
        }

        /// The process that shims are forked from: a child of the engine that works in no container's directory.
        private func findTemplate(of engine: EngineFixture) -> pid_t? {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap { pid_t($0) }.first { pid in
                words(of: pid).dropFirst().first?.hasPrefix("template") == true
                    && words(of: parent(of: pid)).contains(Substring(engine.dataRoot))
            }
        }

        private func words(of pid: pid_t) -> [Substring] {
            ((try? SmallFile.read("/proc/\(pid)/cmdline")) ?? "").split(separator: "\0")
        }

        private func parent(of pid: pid_t) -> pid_t {
            let status = (try? SmallFile.read("/proc/\(pid)/status")) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("PPid:") }
            return line.flatMap { pid_t($0.dropFirst(5).filter { !$0.isWhitespace }) } ?? 0
        }

        private func shim(of id: String) throws -> pid_t {
            try #require(findShim(of: id))
        }

        /// The process that works in the container's run directory.
        private func findShim(of id: String) -> pid_t? {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap { pid_t($0) }.first { pid in
                let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
                return directory?.hasSuffix("/shims/\(id)") == true
            }
        }

        private func cgroups(of id: String) -> Bool {
            let hierarchies = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/fs/cgroup")) ?? []
            return hierarchies.contains { FileManager.default.fileExists(atPath: "/sys/fs/cgroup/\($0)/wherry/\(id)") }
        }
    }
}
