import Glibc
import Linux
import OCI
import TestSupport
import Testing

/// A system call of a creation fails, each in its turn: strace(1) sees to it. Whatever was made by then is gone.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.isOurs && access("/usr/bin/strace", X_OK) == 0))
struct InjectedFailureTests {
    /// Those that make something, or are needed to; not those that a program of Swift's makes before its `main`.
    private static let calls = [
        "clone3", "socketpair", "mkdir", "rename", "setsid", "keyctl", "setns", "unshare", "fsopen", "fsconfig",
        "fsmount", "open_tree", "move_mount", "mount_setattr", "openat2", "mkdirat", "mknodat", "symlinkat",
        "sethostname", "pivot_root", "umount2", "fchdir", "chdir", "setgroups", "setresgid", "setresuid", "capset",
        "seccomp", "close_range", "sendmsg", "recvmsg", "pidfd_open", "pidfd_send_signal", "linkat", "link",
    ]

    private func bundle() throws -> Bundle {
        let bundle = try Bundle("true") { spec in
            spec.root?.readonly = true
            spec.linux?.resources?.pids = .init(limit: 100)
            spec.linux?.seccomp = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ALLOW")
            spec.linux?.seccomp?.syscalls = [.init(names: ["reboot"], action: "SCMP_ACT_ERRNO")]
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
            spec.linux?.gidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
        }
        return bundle
    }

    /// How often a call is made, by name.
    private func counts(_ bundle: Bundle) throws -> [String: Int] {
        let summary = "\(bundle.directory)/summary"
        bundle.wrapper = ["/usr/bin/strace", "-f", "-qq", "-c", "-U", "name,calls", "-o", summary]
        let outcome = try bundle.run()
        try #require(outcome.status == 0, "\(outcome)")
        let pairs = try SmallFile.read(summary).split(separator: "\n").compactMap { line -> (String, Int)? in
            let fields = line.split(separator: " ")
            return fields.count == 2 ? Int(fields[1]).map { (String(fields[0]), $0) } : nil
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test(.timeLimit(.minutes(5)))
    func nothingIsLeftOfACreationThatFailed() throws {
        let bundle = try bundle()
        let counts = try counts(bundle)
        var failures = 0
        for call in Self.calls {
            guard let count = counts[call] else { continue }
            for turn in Set([1, (count + 1) / 2, count]).sorted() {
                bundle.wrapper = [
                    "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                    "inject=\(call):error=EIO:when=\(turn)",
                ]
                let outcome = try bundle.run()
                if outcome.status != 0 { failures += 1 }
                try bundle.expectNothingLeft()
                // The next one is not to fail for this one.
                bundle.wrapper = []
                _ = try bundle.runtime("delete", "--force", bundle.id)
            }
        }
        #expect(failures > 40)
    }

    /// Its parent is killed at any of its steps: what is left is removed by `delete --force`.
    @Test(.timeLimit(.minutes(5)))
    func whatAKilledCreationLeftIsDeleted() throws {
        let bundle = try bundle()
        let counts = try counts(bundle)
        for call in ["clone3", "mkdir", "rename", "sendmsg", "recvmsg"] {
            guard let count = counts[call] else { continue }
            for turn in Set([1, (count + 1) / 2, count]).sorted() {
                bundle.wrapper = [
                    "/usr/bin/strace", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                    "inject=\(call):signal=KILL:when=\(turn)",
                ]
                _ = try bundle.run()
                bundle.wrapper = []
                #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
                try bundle.expectNothingLeft()
            }
        }
    }
}
