import Foundation
import Glibc
import Linux
import NIOCore
import TestSupport
import Testing

/// What an engine that is killed leaves running, and what the next one makes of it. Each test has an engine of its own.
extension Integration {
    @Suite struct EngineKillTests {
        /// A directory that containers see as `/x`, to be told something without an engine.
        private struct Exchange {
            let path: String

            init(_ engine: EngineFixture) throws {
                path = engine.root + "/exchange"
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }

            var flags: [String] { ["-v", "\(path):/x"] }

            func tell(_ name: String) throws {
                try Data().write(to: URL(filePath: "\(path)/\(name)"))
            }

            func number(in name: String) -> Int {
                (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)).flatMap { Int($0.dropLast()) } ?? 0
            }
        }

        /// Waits for a container's first process to end, with no engine to ask.
        private func awaitEnd(_ pid: String) throws {
            guard let number = Int32(pid), let process = try? ProcessDescriptor.open(number) else { return }
            #expect(try ProcessDescriptor.waitForEnd(process.raw, timeout: 30_000))
        }

        @Test func theLogIsComplete() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let exchange = try Exchange(engine)
                let script = """
                    i=0
                    while [ ! -e /x/stop ]; do
                        i=$((i + 1)); echo "line $i"; echo $i > /x/n; mv /x/n /x/count; sleep 0.002
                    done
                    echo "last $i"
                    """
                let id = try await cli(["run", "-d"] + exchange.flags + ["busybox", "sh", "-c", script])
                try await cli.awaitLog("line 20\n", of: id)
                try await engine.kill()
                let written = exchange.number(in: "count")
                try await eventually("more lines") { exchange.number(in: "count") > written + 20 }
                try await engine.start()
                let again = exchange.number(in: "count")
                try await cli.awaitLog("line \(again + 20)\n", of: id)
                try exchange.tell("stop")
                #expect(try await cli("wait", id) == "0")
                let count = exchange.number(in: "count")
                let expected = (1...count).map { "line \($0)" } + ["last \(count)"]
                #expect(try await cli("logs", id).split(separator: "\n").map(String.init) == expected)
            }
        }

        @Test func thePortStaysOpen() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let server = ["sh", "-c", "httpd -h /www && echo ready && exec sleep 600"]
                let id = try await cli(["run", "-d", "-p", "127.0.0.1::80", "busybox"] + server)
                try await cli.awaitLog("ready", of: id)
                let address = try await cli("port", id, "80")
                let page = "hello from a container"
                try await engine.kill()
                #expect(try await Tool.run("curl", "--silent", "http://\(address)/") == page)
                try await engine.start()
                #expect(try await Tool.run("curl", "--silent", "http://\(address)/") == page)
                #expect(try await cli("port", id, "80") == address)
                let refused = try await cli.run("run", "--rm", "-p", "\(address):80", "busybox", "true")
                #expect(refused.error.contains("port is already allocated"))
                try await cli("rm", "-f", id)
                await #expect(throws: ProgramFailure.self) {
                    try await Tool.run("curl", "--silent", "http://\(address)/")
                }
            }
        }

        @Test func anEndMeanwhileIsKnown() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let exchange = try Exchange(engine)
                let script = "while [ ! -e /x/stop ]; do sleep 0.02; done; echo over; exit 7"
                let run = exchange.flags + ["busybox", "sh", "-c", script]
                let kept = try await cli(["run", "-d"] + run)
                let removed = try await cli(["run", "-d", "--rm"] + run)
                let again = try await cli(["run", "-d", "--restart", "always"] + run)
                let running = try await cli("run", "-d", "busybox", "sleep", "600")
                var pids: [String] = []
                for id in [kept, removed, again] { pids.append(try await cli.inspect(id, "{{.State.Pid}}")) }
                try await engine.kill()
                try exchange.tell("stop")
                for pid in pids { try awaitEnd(pid) }
                let ended = Date.now
                try await engine.start()
                #expect(try await cli("wait", kept) == "7")
                #expect(try await cli("logs", kept) == "over")
                let finished = try await cli.inspect(kept, "{{.State.Status}} {{.State.FinishedAt}}")
                #expect(finished.hasPrefix("exited "))
                let time = try #require(Timestamp(String(finished.dropFirst("exited ".count))))
                #expect(abs(Double(time.seconds) - ended.timeIntervalSince1970) < 5)
                try await eventually("a container that removes itself is gone") {
                    try await cli.run("inspect", removed).status == 1
                }
                try await eventually("a container that always runs is restarted") {
                    try await cli.inspect(again, "{{.RestartCount}}") != "0"
                }
                #expect(try await cli.inspect(running, "{{.State.Status}} {{.RestartCount}}") == "running 0")
                #expect(try await cli("exec", running, "echo", "still here") == "still here")
            }
        }

        /// Told to end by its user, and ended by something else while there was no engine.
        @Test func whatWasToldToEndStaysDown() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let script = "trap '' TERM; echo ready; while :; do sleep 1; done"
                let id = try await cli.start("--restart", "unless-stopped", "busybox", "sh", "-c", script)
                try await cli.awaitLog("ready", of: id)
                let pid = try await cli.inspect(id, "{{.State.Pid}}")
                try await cli("kill", "--signal", "TERM", id)
                try await engine.kill()
                let number = try #require(Int32(pid))
                Glibc.kill(number, SIGKILL)
                try awaitEnd(pid)
                try await engine.start()
                #expect(try await cli("wait", id) == "137")
                #expect(try await cli.inspect(id, "{{.State.Status}} {{.RestartCount}}") == "exited 0")
            }
        }

        /// One that had all but its record.
        @Test func aCreationThatWasCutShortLeavesNothing() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let id = try await cli("create", "-v", "/data", "-v", "kept:/kept", "busybox", "true")
                try await engine.kill()
                try FileManager.default.removeItem(atPath: "\(engine.dataRoot)/containers/\(id)/container.json")
                try await engine.start()
                #expect(try await cli("ps", "-aq") == "")
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(engine.dataRoot)/containers") == [])
                #expect(try await cli("volume", "ls", "-q") == "kept")
            }
        }

        /// One that was noted, and no more.
        @Test(arguments: [true, false]) func aRemovalIsFinished(withVolumes: Bool) async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let id = try await cli.ended("-v", "/data", "busybox", "true")
                try await engine.kill()
                let file = URL(filePath: "\(engine.dataRoot)/containers/\(id)/container.json")
                var record = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
                var state = try #require(record["state"] as? [String: Any])
                state["phase"] = "removing"
                if withVolumes { state["removesVolumes"] = true }
                record["state"] = state
                try JSONSerialization.data(withJSONObject: record).write(to: file)
                try await engine.start()
                #expect(try await cli("ps", "-aq") == "")
                #expect(try await cli("volume", "ls", "-q").isEmpty == withVolumes)
                try await cli("volume", "prune", "--force")
            }
        }

        @Test func attachedClientsFindTheContainerAgain() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let script = "while read line; do echo \"got $line\"; done"
                let id = try await cli("run", "-d", "-i", "busybox", "sh", "-c", script)
                let first = try cli.open("attach", id, input: .held)
                try first.write("a\n")
                try await first.awaitText("got a\n")
                try await engine.kill()
                #expect(try await first.end().status != 0)
                try await engine.start()
                let second = try cli.open("attach", id, input: .held)
                try second.write("b\n")
                try await second.awaitText("got b\n")
                try await cli("kill", id)
                #expect(try await second.end().status == 137)
                #expect(try await cli("logs", id) == "got a\ngot b")
            }
        }

        @Test func aHalfDonePullIsTakenUpAgain() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                try await InMemoryRegistry.run { registry in
                    let name = "\(registry.authority)/app"
                    try await cli("import", try await engine.archive(marked: "whole"), name)
                    try await cli("push", name)
                    try await cli("rmi", name)
                    let layer = try layer(of: try #require(registry.manifest("latest", in: "app")))
                    registry.fail(.stall(after: 100_000)) { $0.method == "GET" && $0.path.hasSuffix("/blobs/\(layer)") }
                    let pull = try cli.open("pull", name)
                    try await eventually("a layer is on its way") {
                        size(ofIngestIn: engine) > 0 && !files("snapshots/overlay2/unpacking", of: engine).isEmpty
                    }
                    try await engine.kill()
                    #expect(try await pull.end().status != 0)
                    registry.clearFaults()
                    let layers = files("snapshots/overlay2/layers", of: engine)
                    let kept = size(ofIngestIn: engine)
                    try await engine.start()
                    #expect(try await cli("images", "-q", name) == "")
                    for directory in ["staging", "unpacking"] {
                        #expect(files("snapshots/overlay2/\(directory)", of: engine) == [])
                    }
                    #expect(files("snapshots/overlay2/layers", of: engine) == layers)
                    #expect(size(ofIngestIn: engine) == kept)
                    try await cli("pull", name)
                    #expect(registry.requests.last?.header("Range") == "bytes=\(kept)-")
                    #expect(try await cli("run", "--rm", name, "cat", "/mark") == "whole")
                    #expect(files("content/ingest", of: engine) == [])
                    let blobs = files("content/blobs/sha256", of: engine)
                    try await cli("rmi", name)
                    #expect(files("content/blobs/sha256", of: engine).count == blobs.count - 3)
                }
            }
        }

        /// The digest of an image's only layer.
        private func layer(of manifest: ByteBuffer) throws -> String {
            let document = try JSONSerialization.jsonObject(with: Data(manifest.readableBytesView)) as? [String: Any]
            let layers = try #require(document?["layers"] as? [[String: Any]])
            #expect(layers.count == 1)
            return try #require(layers.first?["digest"] as? String)
        }

        /// Bytes of the only blob that is on its way; 0 where there is none.
        private func size(ofIngestIn engine: EngineFixture) -> Int {
            let names = files("content/ingest", of: engine)
            guard names.count == 1, let name = names.first else { return 0 }
            return FileManager.default.contents(atPath: "\(engine.dataRoot)/content/ingest/\(name)")?.count ?? 0
        }

        private func files(_ directory: String, of engine: EngineFixture) -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: "\(engine.dataRoot)/\(directory)")) ?? []
        }

        /// Whatever it was doing: the next engine knows each container or has nothing of it.
        @Test(arguments: [1, 4, 7, 12]) func anyMomentIsSafe(events: Int) async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let name = engine.uniqueName()
                let runs = try (0..<6).map {
                    try cli.open(
                        "run", "-d", "--name", "\(name)n\($0)", "-p", "127.0.0.1::80", "busybox", "sh", "-c",
                        "httpd -h /www && echo ready && exec sleep 600")
                }
                try await engine.awaitEvents(count: events)
                try await engine.kill()
                for run in runs { _ = try await run.end() }
                try await engine.start()
                for id in try await cli("ps", "-aq").split(separator: "\n").map(String.init) {
                    let state = try await cli.inspect(id, "{{.State.Status}}")
                    #expect(["created", "running", "exited"].contains(state))
                    if state != "running" { try await cli("start", id) }
                    let address = try await cli("port", id, "80")
                    try await eventually("\(id) answers on \(address)") {
                        try await Tool.output("curl", "--silent", "http://\(address)/") == "hello from a container\n"
                    }
                }
                try await cli("run", "--rm", "busybox", "true")
            }
        }

        @Test func aStoppedEngineLeavesContainersRunning() async throws {
            try await EngineFixture.with { engine in
                let cli = try CommandLine(.wherry, engine)
                let id = try await cli("run", "-d", "busybox", "sleep", "600")
                let follower = try cli.open("logs", "-f", id)
                let start = ContinuousClock.now
                try await engine.stop()
                #expect(ContinuousClock.now - start < .seconds(10))
                _ = try await follower.end()
                try await engine.start()
                #expect(try await cli.inspect(id, "{{.State.Status}}") == "running")
            }
        }
    }
}
