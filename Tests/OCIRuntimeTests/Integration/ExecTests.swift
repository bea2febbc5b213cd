import Glibc
import Linux
import OCI
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct ExecTests {
    private func running(_ configure: (inout RuntimeSpec) throws -> Void = { _ in }) throws -> Bundle {
        let bundle = try Bundle("sleep 1000", configure)
        try bundle.startDetached()
        return bundle
    }

    @Test func anExecPrintsAndEndsAsTheProgram() throws {
        let bundle = try running()
        let outcome = try bundle.exec("sh", "-c", "echo out; echo err >&2; exit 5")
        #expect(outcome.status == 5)
        #expect(outcome.output == "out\n")
        #expect(outcome.errors == "err\n")
        #expect(try bundle.exec("sh", "-c", "kill -9 $$").status == 137)
        #expect(try bundle.runtime(["exec", bundle.id, "cat"], input: "text").output == "text")
    }

    @Test func itIsInTheContainersNamespacesAndCgroup() throws {
        let bundle = try running()
        let kinds = ["pid", "net", "ipc", "uts", "mnt", "cgroup", "user"]
        let own = try bundle.exec(
            "sh", "-c", "cd /proc/self/ns; for k in \(kinds.joined(separator: " ")); do readlink $k; done")
        let first = try bundle.exec(
            "sh", "-c", "cd /proc/1/ns; for k in \(kinds.joined(separator: " ")); do readlink $k; done")
        #expect(own.lines.count == kinds.count)
        #expect(own.output == first.output)
        #expect(try bundle.exec("sh", "-c", "ps | grep -c 'sleep [1]000'").output == "1\n")
        let cgroup = try bundle.exec("cat", "/proc/self/cgroup").lines.map { $0.split(separator: ":").last ?? "" }
        let firsts = try bundle.exec("cat", "/proc/1/cgroup").lines.map { $0.split(separator: ":").last ?? "" }
        #expect(cgroup == firsts)
    }

    @Test(.differs(on: .crun, "It forgets noNewPrivileges, and adds to no rights."))
    func itHasTheRightsOfTheConfiguration() throws {
        let bundle = try running { spec in
            spec.process?.capabilities = .init(
                bounding: ["CAP_CHOWN"], effective: ["CAP_CHOWN"], permitted: ["CAP_CHOWN"])
        }
        let status = try bundle.exec("grep", "-E", "Cap(Bnd|Eff|Prm)|NoNewPrivs", "/proc/self/status")
        #expect(
            status.lines.map { $0.split(separator: "\t").last ?? "" } == Array(repeating: "0000000000000001", count: 3)
                + ["1"])
        let added = try bundle.runtime("exec", "--cap", "CAP_KILL", bundle.id, "grep", "CapEff", "/proc/self/status")
        #expect(added.output.hasSuffix("0000000000000021\n"))
    }

    @Test(.differs(on: .crun, "It has no --additional-gids."))
    func userDirectoryAndEnvironmentCanBeSet() throws {
        let bundle = try running { $0.process?.env = ["PATH=/bin", "A=old", "B=kept"] }
        let words = ["exec", "--user", "1000:2000", "--additional-gids", "3000", "--cwd", "/tmp", "--env", "A=new"]
        let outcome = try bundle.runtime(
            words + [bundle.id, "sh", "-c", "id -u; id -G; pwd; echo $A $B $HOME; env | grep -c ^A="])
        #expect(outcome.lines == ["1000", "2000 3000", "/tmp", "new kept /home/app", "1"])
    }

    /// getenv(3) finds the first of a name, and so would the program the old value.
    @Test(.differs(on: .crun, "--env takes the place of all the variables."))
    func aVariableIsThereOnce() throws {
        let bundle = try running { $0.process?.env = ["PATH=/bin", "A=old"] }
        let outcome = try bundle.runtime("exec", "--env", "A=new", bundle.id, "env")
        #expect(outcome.lines.filter { $0.hasPrefix("A=") } == ["A=new"])
    }

    @Test func aProcessCanBeGivenAsAFile() throws {
        let bundle = try running()
        let json =
            #"{"args": ["sh", "-c", "echo $X; umask; id -u"], "env": ["PATH=/bin", "X=1"], "cwd": "/", "user": {"uid": 5, "gid": 5, "umask": 63}}"#
        try bundle.write(json, to: "\(bundle.directory)/process.json")
        let outcome = try bundle.runtime("exec", "--process", "\(bundle.directory)/process.json", bundle.id)
        // runc forgets the umask of an exec.
        #expect(outcome.lines == ["1", RuntimeUnderTest.peer == .runc ? "0022" : "0077", "5"])
    }

    @Test func aDetachedExecIsLeftAlone() throws {
        let bundle = try running()
        try bundle.makeReadyPipe()
        let pidFile = "\(bundle.directory)/exec.pid"
        let words = ["exec", "--detach", "--pid-file", pidFile, bundle.id, "sh", "-c", "echo >/tmp/ready; sleep 1001"]
        #expect(try bundle.runtime(words).status == 0)
        try bundle.waitUntilReady()
        let pid = try #require(Int32(try SmallFile.read(pidFile)))
        #expect(try SmallFile.read("/proc/\(pid)/cgroup").contains(bundle.id))
        #expect(try bundle.exec("sh", "-c", "ps | grep -c 'sleep [1]001'").output == "1\n")
    }

    @Test(arguments: [
        (["nope"], "exec: \"nope\": executable file not found in $PATH"),
        (["/etc/passwd"], "exec: \"/etc/passwd\": permission denied"),
    ])
    func aProgramThatCannotBeRunIsTold(words: [String], message: String) throws {
        let bundle = try running()
        let outcome = try bundle.runtime(["exec", bundle.id] + words)
        #expect(outcome.status != 0)
        #expect(outcome.tells(message), "\(outcome.errors)")
    }

    /// Only the container's own directory is made.
    @Test func aMissingDirectoryIsNotMade() throws {
        let bundle = try running { $0.root?.readonly = false }
        let outcome = try bundle.runtime("exec", "--cwd", "/made/up", bundle.id, "pwd")
        #expect(outcome.status != 0)
        #expect(outcome.output == "")
        #expect(access(bundle.root("made"), F_OK) != 0)
    }

    @Test func aStoppedContainerTakesNone() throws {
        let bundle = try Bundle("true")
        try bundle.startDetached()
        try bundle.waitForEnd()
        let outcome = try bundle.exec("true")
        #expect(outcome.status != 0)
        #expect(outcome.tells("cannot exec in a stopped container"))
    }

    /// Keys of the caller's session must not be the process's: keyrings(7).
    @Test(
        .enabled(if: access("/usr/bin/perl", X_OK) == 0),
        .differs(on: .crun, "A process that is added has no keyring of the container's."))
    func itHasTheContainersSessionKeyring() throws {
        let bundle = try Bundle("sleep 1000") { spec in
            spec.root?.readonly = false
            spec.mounts?.append(.init(destination: "/usr", type: "bind", source: "/usr", options: ["rbind", "ro"]))
        }
        for name in ["lib", "lib64"] { symlink("usr/\(name)", bundle.root(name)) }
        try bundle.startDetached()
        #if arch(x86_64)
        let keyctl = 250
        #else
        let keyctl = 219
        #endif
        // KEYCTL_DESCRIBE of KEY_SPEC_SESSION_KEYRING.
        let program = "my $b = ' ' x 200; syscall(\(keyctl), 6, -3, $b, 200); print $b"
        let outcome = try bundle.exec("/usr/bin/perl", "-e", program)
        #expect(outcome.output.contains("_ses.\(bundle.id)"), "\(outcome)")
    }

    /// Without AppArmor and SELinux the kernel refuses what is written, which tells that it was.
    @Test(
        .enabled(
            if: RuntimeUnderTest.isOurs && access("/sys/kernel/security/apparmor", F_OK) != 0
                && access("/sys/fs/selinux/enforce", F_OK) != 0))
    func labelsAreWritten() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        for (option, member) in [("--apparmor", "apparmorProfile"), ("--process-label", "selinuxLabel")] {
            let outcome = try bundle.runtime("exec", option, "some", bundle.id, "true")
            #expect(outcome.status == 255)
            #expect(outcome.errors.contains("process.\(member) '"), "\(outcome)")
            // The latter of an AppArmor that is there all the same, and has no such profile.
            let reasons = ["Invalid argument", "No such file or directory"]
            #expect(reasons.contains { outcome.errors.contains("some': write: \($0)") }, "\(outcome)")
        }
    }
}
