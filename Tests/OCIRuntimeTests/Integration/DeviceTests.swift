import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct DeviceTests {
    @Test func theStandardDevicesAreThere() throws {
        let script = """
            cd /dev; stat -c '%n %F %a %t:%T' null zero full random urandom tty
            echo x >null; head -c 3 zero | wc -c; echo x 2>&1 >full; head -c 2 urandom | wc -c
            for l in fd stdin stdout stderr ptmx; do readlink $l; done; ls -d pts shm mqueue
            """
        let outcome = try Bundle(script).run()
        #expect(
            outcome.lines.prefix(6) == [
                "null character special file 666 1:3", "zero character special file 666 1:5",
                "full character special file 666 1:7", "random character special file 666 1:8",
                "urandom character special file 666 1:9", "tty character special file 666 5:0",
            ])
        #expect(
            outcome.lines.dropFirst(6) == [
                "3", "sh: write error: No space left on device", "2", "/proc/self/fd", "/proc/self/fd/0",
                "/proc/self/fd/1", "/proc/self/fd/2", "pts/ptmx", "mqueue", "pts", "shm",
            ], "\(outcome)")
    }

    /// runtime-spec, `config-linux.md`, "Devices": what is there and is not the device is an error.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func anotherFileIsNoDevice() throws {
        let bundle = try Bundle("stat -c %t:%T /device") { spec in
            spec.root?.readonly = false
            spec.linux?.devices = [.init(type: "c", path: "/device", major: 1, minor: 5)]
        }
        try systemCall("mknod") { mknod(bundle.root("device"), S_IFCHR | 0o600, 0x105) }
        #expect(try bundle.run().output == "1:5\n")
        let others: [(String) -> Int32] = [
            { mknod($0, S_IFCHR | 0o600, 0x103) }, { mknod($0, S_IFBLK | 0o600, 0x105) },
            { mknod($0, S_IFREG | 0o600, 0) }, { mkfifo($0, 0o600) }, { symlink("/dev/zero", $0) },
            { mkdir($0, 0o700) },
        ]
        for make in others {
            remove(bundle.root("device"))
            try systemCall("mknod") { make(bundle.root("device")) }
            let outcome = try bundle.run()
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("device /device: mknodat /device: something else is there"), "\(outcome)")
        }
        try bundle.expectNothingLeft()
    }

    @Test func moreAreMadeAsConfigured() throws {
        let bundle = try Bundle("cd /dev; stat -c '%n %F %a %t:%T %u:%g' deep/char block pipe null") { spec in
            spec.linux?.devices = [
                .init(type: "c", path: "/dev/deep/char", major: 10, minor: 200, fileMode: 0o640, uid: 5, gid: 6),
                .init(type: "b", path: "/dev/block", major: 7, minor: 1, fileMode: 0o600),
                .init(type: "p", path: "/dev/pipe", fileMode: 0o622),
                // In place of the standard one.
                .init(type: "c", path: "/dev/null", major: 1, minor: 5, fileMode: 0o600),
            ]
        }
        let outcome = try bundle.run()
        #expect(
            outcome.lines == [
                "deep/char character special file 640 a:c8 5:6", "block block special file 600 7:1 0:0",
                "pipe fifo 622 0:0 0:0", "null character special file 600 1:5 0:0",
            ], "\(outcome.errors)")
    }

    /// Nodes may be made, but not opened: a device that the machine does not have is tried, so that an open that is
    /// allowed fails with "No such device or address".
    private func attempts(_ rules: [RuntimeSpec.DeviceRule]) throws -> [String] {
        let script = """
            cd /tmp; mknod c c 60 0 && mknod b b 60 0 && mknod other c 61 0
            for f in c b other; do cat $f 2>&1; true 2>&1 >$f; done
            """
        let bundle = try Bundle(script) { spec in
            spec.root?.readonly = false
            spec.process?.capabilities = .init(
                bounding: ["CAP_MKNOD"], effective: ["CAP_MKNOD"], permitted: ["CAP_MKNOD"])
            spec.linux?.resources?.devices = rules
        }
        let outcome = try bundle.run()
        return outcome.lines.map { String($0.split(separator: ": ").last ?? "") }
    }

    private static let refused = "Operation not permitted"
    private static let allowed = "No such device or address"

    @Test func devicesThatNoRuleAllowsCannotBeOpened() throws {
        #expect(try attempts([.init(allow: false, access: "rwm")]) == Array(repeating: Self.refused, count: 6))
    }

    @Test func rulesAllowWhatTheySay() throws {
        let some = try attempts([
            .init(allow: false, access: "rwm"), .init(allow: true, type: "c", major: 60, minor: 0, access: "r"),
            .init(allow: true, type: "b", access: "rw"),
        ])
        #expect(some == [Self.allowed, Self.refused, Self.allowed, Self.allowed, Self.refused, Self.refused])
    }

    /// `a` is everything to v1, whatever is written behind it.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aRuleAboutAllDevicesKeepsToItsAccess() throws {
        let readable = try attempts([.init(allow: false, access: "rwm"), .init(allow: true, type: "a", access: "r")])
        #expect(readable == [Self.allowed, Self.refused, Self.allowed, Self.refused, Self.allowed, Self.refused])
    }

    @Test func everythingCanBeAllowed() throws {
        let all = try attempts([.init(allow: true, access: "rwm")])
        #expect(all == Array(repeating: Self.allowed, count: 6))
    }
}
