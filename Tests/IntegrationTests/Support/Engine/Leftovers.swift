import Foundation
import Glibc
import Linux

/// Finds what an engine that has ended, and whose containers are removed, did not take along.
struct Leftovers {
    private let root: String
    private let bridge: String
    private let socket: String
    private let directories: [String]
    private let containers: Set<String>
    private let patience: Int32

    /// - Parameters:
    ///   - containers: the ids of all that there ever were.
    ///   - patience: how long a process that is about to end may take, in milliseconds.
    init(of engine: EngineFixture, containers: Set<String>, patience: Int32 = 5000) {
        self.patience = patience
        (root, bridge, socket) = (engine.root, engine.bridge, engine.socket)
        directories = [
            engine.dataRoot + "/containers", engine.executionRoot + "/shims", engine.executionRoot + "/runtime",
        ]
        self.containers = containers
    }

    func find() async throws -> [String] {
        try processes() + (try mounts()) + cgroups() + files() + (try await network())
    }

    private func names(in path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    private func processes() throws -> [String] {
        names(in: "/proc").compactMap { Int32($0) }.filter { $0 != getpid() }.compactMap { pid in
            guard let sign = sign(of: pid), !hasEnded(pid) else { return nil }
            return "process \(pid): \(sign)"
        }
    }

    /// Why a process is one of the engine's.
    private func sign(of pid: Int32) -> String? {
        let directory = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) ?? ""
        if directory.hasPrefix(root) { return "works in \(directory)" }
        let line = (FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()).map { $0 == 0 ? 32 : $0 }
        let text = String(decoding: line, as: UTF8.self)
        return text.contains(root) ? text : nil
    }

    /// Waits for one that is about to end: nobody waits for a shim whose engine was killed.
    private func hasEnded(_ pid: Int32) -> Bool {
        guard let process = try? ProcessDescriptor.open(pid) else { return true }
        return (try? ProcessDescriptor.waitForEnd(process.raw, timeout: patience)) ?? false
    }

    private func mounts() throws -> [String] {
        try SmallFile.read("/proc/self/mountinfo").split(separator: "\n").filter { $0.contains(root) }
            .map { "mount \($0)" }
    }

    private func cgroups() -> [String] {
        let hierarchies = ["/sys/fs/cgroup"] + names(in: "/sys/fs/cgroup").map { "/sys/fs/cgroup/\($0)" }
        return hierarchies.flatMap { hierarchy in
            names(in: hierarchy + "/wherry").filter(containers.contains).map { "cgroup \(hierarchy)/wherry/\($0)" }
        }
    }

    private func files() -> [String] {
        // A runtime's state is named by its container's id; beside it is what all share.
        let state = directories.flatMap { directory in
            names(in: directory).filter { !$0.hasPrefix("@") }.map { "\(directory)/\($0)" }
        }
        return FileManager.default.fileExists(atPath: socket) ? state + ["socket \(socket)"] : state
    }

    private func network() async throws -> [String] {
        let links = names(in: "/sys/class/net").filter { $0 == bridge }.map { "bridge \($0)" }
        let rules = try await Tool.run("nft", "list", "ruleset").split(separator: "\n").filter { $0.contains(bridge) }
        return links + rules.map { "rule \($0)" }
    }
}
