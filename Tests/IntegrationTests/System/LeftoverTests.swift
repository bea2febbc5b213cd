import Foundation
import Glibc
import Testing

extension Integration {
    /// That the tests would see what an engine leaves.
    @Test func leftoversAreFound() async throws {
        try await EngineFixture.with { engine in
            let id = try await CommandLine(.wherry, engine).ended("busybox", "true")
            try await engine.stop()
            let leftovers = Leftovers(of: engine, containers: [id], patience: 0)
            let clean = try await leftovers.find()
            let hierarchy = FileManager.default.fileExists(atPath: "/sys/fs/cgroup/pids") ? "/pids" : ""
            let cgroup = "/sys/fs/cgroup\(hierarchy)/wherry/\(id)"
            let process = try ChildProgram(
                ["sh", "-c", "cd \(engine.root) && echo ready && exec sleep 600"], environment: Tool.environment)
            try await process.awaitText("ready")
            try await Tool.run("touch", engine.socket)
            try await Tool.run("mkdir", engine.root + "/mounted", cgroup, engine.executionRoot + "/shims/left")
            try await Tool.run("mount", "-t", "tmpfs", "none", engine.root + "/mounted")
            try await Tool.run("ip", "link", "add", engine.bridge, "type", "bridge")
            try await Tool.run("nft", "add", "table", "ip", "wherry_\(engine.bridge)")
            let found = try await leftovers.find()
            process.signal(SIGKILL)
            _ = try await process.end()
            try await Tool.run("nft", "delete", "table", "ip", "wherry_\(engine.bridge)")
            try await Tool.run("ip", "link", "delete", engine.bridge)
            try await Tool.run("umount", engine.root + "/mounted")
            try await Tool.run("rm", engine.socket)
            try await Tool.run("rmdir", cgroup, engine.executionRoot + "/shims/left")
            for kind in [
                "process", "mount", "bridge", "rule", "cgroup", "socket", engine.executionRoot + "/shims/left",
            ] {
                #expect(found.contains { $0.hasPrefix(kind) }, "\(kind): \(found)")
                #expect(!clean.contains { $0.hasPrefix(kind) }, "\(kind): \(clean)")
            }
        }
    }
}
