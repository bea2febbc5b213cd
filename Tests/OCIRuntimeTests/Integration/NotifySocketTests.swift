import Glibc
import Linux
import OCI
import Testing

/// sd_notify(3) through the runtime. What speaks it inside is busybox's `logger`, since syslog(3) writes datagrams too:
/// its first line is the log's own.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.isOurs))
struct NotifySocketTests {
    private let telling =
        #"ln -s "$NOTIFY_SOCKET" /dev/log; logger "$(printf 'x\nSTATUS=up\nMAINPID=7\nFDSTORE=1\nREADY=1')";"#

    private func bundle(
        _ script: String, told manager: String, _ configure: (inout RuntimeSpec) -> Void = { _ in }
    ) throws -> Bundle {
        let bundle = try Bundle(script) { spec in
            spec.root?.readonly = false
            configure(&spec)
        }
        bundle.wrapper = ["/usr/bin/env", "NOTIFY_SOCKET=\(manager)"]
        return bundle
    }

    private func manager(_ body: (FakeServiceManager) throws -> Void) throws {
        let place = try Bundle()
        try body(try FakeServiceManager(in: place.directory))
    }

    @Test func aStartWaitsForTheContainerToBeReady() throws {
        try manager { manager in
            let bundle = try bundle("\(telling) sleep 1000", told: manager.path)
            try bundle.create()
            #expect(try bundle.runtime("start", bundle.id).status == 0)
            #expect(
                manager.finish() == ["STATUS=up\nREADY=1\nMAINPID=\(try bundle.pid())", "BARRIER=1"])
            #expect(try bundle.state().status == .running)
            #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
            try bundle.expectNothingLeft()
        }
    }

    @Test func aDetachedRunWaitsToo() throws {
        try manager { manager in
            let bundle = try bundle("\(telling) sleep 1000", told: manager.path) { spec in
                spec.linux?.namespaces?.append(.init(type: .user))
                spec.linux?.uidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
                spec.linux?.gidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
            }
            // Its root may make nothing there.
            for path in ["run", "run/notify"] { try systemCall("mkdir") { mkdir(bundle.root(path), 0o755) } }
            try bundle.writeConfiguration()
            let words = ["--detach", "--bundle", bundle.directory, "--pid-file", "\(bundle.directory)/pid", bundle.id]
            let outcome = try bundle.runtime(["run"] + words)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(manager.finish().first == "STATUS=up\nREADY=1\nMAINPID=\(try bundle.pid())")
            #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
            try bundle.expectNothingLeft()
        }
    }

    /// A runtime that stays is what the manager goes on to watch, and passes on what comes later.
    @Test func aRunPassesOnAllThatItIsTold() throws {
        try manager { manager in
            let bundle = try bundle("\(telling) logger \"$(printf 'x\\nSTOPPING=1')\"; exit 3", told: manager.path) {
                $0.process?.user = .init(uid: 1000, gid: 1000)
                $0.mounts?.append(
                    .init(destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["mode=777"]))
            }
            let outcome = try bundle.run()
            #expect(outcome.status == 3, "\(outcome)")
            let messages = manager.finish()
            #expect(messages.first?.hasPrefix("STATUS=up\nREADY=1\nMAINPID=") == true)
            #expect(messages.dropFirst() == ["STOPPING=1"])
            try bundle.expectNothingLeft()
        }
    }

    @Test func aContainerThatIsNeverReadyHoldsNoOneUp() throws {
        try manager { manager in
            let bundle = try bundle("echo $NOTIFY_SOCKET; [ -S \"$NOTIFY_SOCKET\" ] || echo none", told: manager.path)
            try bundle.create()
            #expect(try bundle.runtime("start", bundle.id).status == 0)
            #expect(manager.finish() == [])
            #expect(try bundle.output() == "/run/notify/notify.sock\n")
            #expect(try bundle.runtime("delete", bundle.id).status == 0)
            // Nobody waits, and nothing is mounted.
            bundle.wrapper = []
            #expect(try bundle.run().output == "\nnone\n")
            try bundle.expectNothingLeft()
        }
    }

    @Test func aManagerThatIsGoneIsNamed() throws {
        let bundle = try bundle("true", told: "/nonexistent/socket")
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("/nonexistent/socket"), "\(outcome)")
        try bundle.expectNothingLeft()
    }
}
