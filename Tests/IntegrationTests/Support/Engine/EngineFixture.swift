import Foundation
import Glibc
import Linux
import Synchronization
import TestSupport

/// An engine of the test's own: the built `wherryd` with its root, its socket and its bridge beside any other.
///
/// It is started with ``with(_:_:)``, which removes all that it leaves behind and fails where something stays.
final class EngineFixture: Sendable {
    private struct Running {
        let engine: ChildProgram
        let events: EventRecorder
    }

    private static let count = Atomic<Int>(0)

    let root: String
    let bridge: String
    private let flags: [String]
    /// Whether its data are on a file system of their own.
    private let hasDisk: Bool
    private let running = Mutex<Running?>(nil)
    private let names = Atomic<Int>(0)
    /// The ids of all containers that there ever were.
    private let known = Mutex<Set<String>>([])

    private init(_ flags: [String], disk: String?) throws {
        let number = Self.count.add(1, ordering: .relaxed).newValue
        bridge = "wit\(getpid())n\(number)"
        root = FileManager.default.temporaryDirectory.path + "/\(bridge)"
        self.flags = flags
        hasDisk = disk != nil
        try FileManager.default.createDirectory(atPath: root + "/home", withIntermediateDirectories: true)
        guard let disk else { return }
        try FileManager.default.createDirectory(atPath: dataRoot, withIntermediateDirectories: true)
        try systemCall("mount", dataRoot) { mount("tmpfs", dataRoot, "tmpfs", 0, "size=\(disk)") }
    }

    /// Runs `body` with an engine that has the image `busybox`.
    ///
    /// - Parameters:
    ///   - flags: for `wherryd`, beside its roots, socket and bridge.
    ///   - disk: the size of a file system (a tmpfs) that its data alone are on; `nil` is the test's directory.
    static func with<Result>(
        _ flags: [String] = [], disk: String? = nil, _ body: (EngineFixture) async throws -> Result
    ) async throws -> Result {
        let fixture = try EngineFixture(flags, disk: disk)
        do {
            try await fixture.start()
            try await fixture.importBusybox()
            let result = try await body(fixture)
            try await fixture.close()
            return result
        } catch {
            try? await fixture.close()
            throw error
        }
    }

    var socket: String { root + "/wherry.sock" }
    var dataRoot: String { root + "/data" }
    var executionRoot: String { root + "/exec" }

    /// What programs get that deal with it.
    var environment: [String: String] {
        Tool.environment.merging(["HOME": root + "/home", "TERM": "xterm", "TZ": "UTC"]) { $1 }
    }

    /// A name that no container, volume or image of this engine has.
    func uniqueName() -> String {
        "it\(names.add(1, ordering: .relaxed).newValue)"
    }

    /// Starts it, and waits until it serves.
    func start() async throws {
        let arguments = [
            try BuiltProgram.path(of: "wherryd"), "--data-root", dataRoot, "--exec-root", executionRoot, "--host",
            "unix://\(socket)", "--bridge", bridge,
        ]
        let engine = try ChildProgram(arguments + flags, environment: environment, limit: .seconds(1200))
        try await engine.awaitText(" serving", on: .error)
        let events = try await EventRecorder(socket: socket)
        running.withLock { $0 = Running(engine: engine, events: events) }
    }

    /// Tells it to end.
    ///
    /// - Returns: what it logged.
    @discardableResult
    func stop() async throws -> String {
        guard let engine = try await end(with: SIGTERM) else { return "" }
        guard engine.status == 0 else { throw ProgramFailure(["wherryd"], "did not end well", engine) }
        return engine.error
    }

    func kill() async throws {
        _ = try await end(with: SIGKILL)
    }

    private func end(with signal: Int32) async throws -> Outcome? {
        guard let running = running.withLock({ $0.take() }) else { return nil }
        running.engine.signal(signal)
        let outcome = try await running.engine.end()
        let ids = try await running.events.containers()
        known.withLock { $0.formUnion(ids) }
        return outcome
    }

    /// Waits until the containers' events have this one so many times since the engine was started.
    func awaitEvent(_ action: String, of container: String, count: Int = 1) async throws {
        guard let events = running.withLock({ $0?.events }) else { throw FixtureFailure("the engine does not run") }
        try await events.await(action, of: container, count: count)
    }

    /// Waits until there were so many events of containers since the engine was started.
    func awaitEvents(count: Int) async throws {
        guard let events = running.withLock({ $0?.events }) else { throw FixtureFailure("the engine does not run") }
        try await events.await(count: count)
    }

    private func importBusybox() async throws {
        let answer = try await request(
            "POST", "/images/create?fromSrc=-&repo=busybox&changes=CMD%20%5B%22sh%22%5D",
            file: try await BusyboxImage.archive(in: root))
        guard answer.status == 200, !answer.body.contains("errorDetail") else {
            throw FixtureFailure("busybox was not imported: \(answer)")
        }
    }

    /// Removes the containers, ends the engine, and looks for what is left.
    private func close() async throws {
        if running.withLock({ $0 == nil }) { try await start() }
        let failures = try await removeContainers()
        try await stop()
        if hasDisk { try systemCall("umount", dataRoot) { umount2(dataRoot, 0) } }
        let leftovers = Leftovers(of: self, containers: known.withLock { $0 })
        let found = try await failures + leftovers.find()
        try await Tool.run("rm", "-rf", root)
        guard found.isEmpty else { throw FixtureFailure("left behind: \(found.joined(separator: "\n"))") }
    }

    private func removeContainers() async throws -> [String] {
        let list = try await request("GET", "/containers/json?all=1")
        let containers = try JSONSerialization.jsonObject(with: Data(list.body.utf8)) as? [[String: Any]] ?? []
        let ids = containers.compactMap { $0["Id"] as? String }
        known.withLock { $0.formUnion(ids) }
        var failures: [String] = []
        for id in ids {
            let answer = try await request("DELETE", "/containers/\(id)?force=1&v=1")
            if answer.status != 204 { failures.append("container \(id): \(answer)") }
        }
        return failures
    }
}

struct FixtureFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
