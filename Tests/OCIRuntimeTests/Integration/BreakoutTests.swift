import CLinux
import FoundationEssentials
import Glibc
import Linux
import OCI
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Ways out of a container that were found in runtimes, each tried. See also ``HostileRootTests`` for CVE-2024-21626,
/// and `ProcessTests` for passwd(5).
@Suite(.enabled(if: geteuid() == 0))
struct BreakoutTests {
    /// CVE-2019-5736: the waiting first process is the runtime's program, which the container's root could write to by
    /// `/proc/1/exe`: at once, or by a descriptor that is kept until no one runs it any more.
    @Test func theRuntimesProgramCannotBeWritten() throws {
        let bundle = try Bundle("sleep 1000") { spec in
            let strong = ["CAP_DAC_OVERRIDE", "CAP_SYS_ADMIN", "CAP_SYS_PTRACE"]
            spec.process?.capabilities = .init(bounding: strong, effective: strong, permitted: strong)
            spec.process?.noNewPrivileges = false
            spec.root?.readonly = false
            spec.linux?.readonlyPaths = []
        }
        let program = "\(bundle.directory)/program"
        try ToolProcess.run(["cp", try RuntimeUnderTest.path(), program])
        bundle.program = program
        try systemCall("mkfifo") { mkfifo(bundle.root("tmp/go"), 0o666) }
        try bundle.makeReadyPipe()
        try bundle.create()
        let attack = """
            echo x >>/proc/1/exe
            exec 3</proc/1/exe; echo >/tmp/ready; cat /tmp/go
            echo x >/proc/self/fd/3; dd if=/dev/zero of=/proc/self/fd/3 bs=1 count=1 conv=notrunc
            for f in /proc/[0-9]*/exe; do echo x >>$f; done
            """
        #expect(try bundle.runtime("exec", "--detach", bundle.id, "sh", "-c", attack).status == 0)
        try bundle.waitUntilReady()
        #expect(try bundle.runtime("start", bundle.id).status == 0)
        try OwnedDescriptor.open(bundle.root("tmp/go"), O_WRONLY).write("go\n".utf8)
        // The attack has ended when its own process has.
        while try bundle.runtime("ps", "--format", "json", bundle.id).output.contains(",") {}
        try ToolProcess.run(["cmp", try RuntimeUnderTest.path(), program])
    }

    /// CVE-2021-30465: a directory that is mounted on is changed for a link to the host's by another container, while
    /// the runtime looks at it. What was mounted outside would not be seen inside.
    @Test func aMountTargetThatChangesMeanwhileStaysInside() throws {
        let bundle = try Bundle("grep -c ' /vol/target/inner tmpfs ' /proc/self/mounts") { spec in
            spec.root?.readonly = false
            spec.mounts?.append(.init(destination: "/vol/target/inner", type: "tmpfs", source: "tmpfs"))
        }
        let outside = "\(bundle.directory)/outside"
        try ToolProcess.run(["mkdir", "-p", bundle.root("vol/target/inner"), "\(outside)/inner"])
        try systemCall("symlink") { symlink(outside, bundle.root("vol/link")) }
        let exchange = Exchange(bundle.root("vol/target"), bundle.root("vol/link"))
        exchange.start()
        defer { exchange.end() }
        for _ in 0..<10 {
            let outcome = try bundle.run()
            #expect(outcome.status != 0 || outcome.output == "1\n", "\(outcome)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == ["inner"])
        #expect(exchange.count > 10)
    }

    /// CVE-2025-31133: what hides a path must be the null device, and not what the image says is.
    @Test func theNullDeviceIsNotTheImages() throws {
        let bundle = try Bundle("stat -c %t:%T /masked; cat /masked") { spec in
            spec.mounts?.removeAll { $0.destination.hasPrefix("/dev") }
            spec.linux?.maskedPaths = ["/masked"]
        }
        try bundle.write("secret", to: bundle.root("secret"))
        try bundle.write("hidden", to: bundle.root("masked"))
        try systemCall("symlink") { symlink("/secret", bundle.root("dev/null")) }
        let outcome = try bundle.run()
        // runc of this age is open to it.
        if RuntimeUnderTest.isOurs { #expect(outcome.status != 0 || outcome.output == "1:3\n", "\(outcome)") }
        #expect(!outcome.output.contains("hidden"))
    }

    /// CVE-2025-52565: the console is the terminal that was allocated, and not what a path of the image's leads to.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func theConsoleIsNotTheImages() throws {
        let bundle = try Bundle("cat /dev/console") { spec in
            spec.process?.terminal = true
            spec.mounts?.removeAll { $0.destination.hasPrefix("/dev") }
        }
        try ToolProcess.run(["mkdir", bundle.root("dev/pts")])
        try bundle.write("secret", to: bundle.root("secret"))
        for name in ["0", "1", "ptmx"] {
            try systemCall("symlink") { symlink("/secret", bundle.root("dev/pts/\(name)")) }
        }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("process.terminal needs a devpts"), "\(outcome)")
        bundle.spec.mounts?.append(
            .init(destination: "/dev/pts", type: "bind", source: bundle.root("dev/pts"), options: ["bind"]))
        #expect(try bundle.run().status == 1)
        try bundle.expectNothingLeft()
    }

    /// CVE-2025-52881: what is written to procfs must not go where a false procfs sends it.
    @Test func writesToProcfsGoToProcfs() throws {
        let bundle = try Bundle("cat /victim; cat /real/sys/net/ipv4/ip_forward") { spec in
            for index in spec.mounts?.indices ?? 0..<0 where spec.mounts?[index].destination == "/proc" {
                spec.mounts?[index] = .init(
                    destination: "/proc", type: "tmpfs", source: "tmpfs", options: ["tmpcopyup"])
            }
            spec.linux?.sysctl = ["net.ipv4.ip_forward": "1"]
            spec.linux?.maskedPaths = []
            spec.linux?.readonlyPaths = []
            spec.mounts?.append(.init(destination: "/real", type: "proc", source: "proc"))
        }
        try ToolProcess.run(["mkdir", "-p", bundle.root("proc/sys/net/ipv4"), bundle.root("proc/self")])
        try bundle.write("untouched\n", to: bundle.root("victim"))
        try systemCall("symlink") { symlink("/victim", bundle.root("proc/sys/net/ipv4/ip_forward")) }
        let outcome = try bundle.run()
        if RuntimeUnderTest.isOurs { #expect(outcome.lines == ["untouched", "1"], "\(outcome)") }
        #expect(try SmallFile.read(bundle.root("victim")) == "untouched\n")
    }

    @Test func aDeviceThatIsMadeCannotBeOpened() throws {
        let script = "mknod /tmp/memory c 1 1 && cat /tmp/memory; mknod /tmp/disk b 254 0 && cat /tmp/disk; echo end"
        let bundle = try Bundle(script) { spec in
            spec.root?.readonly = false
            spec.process?.capabilities = .init(
                bounding: ["CAP_MKNOD"], effective: ["CAP_MKNOD"], permitted: ["CAP_MKNOD"])
        }
        let outcome = try bundle.run()
        #expect(outcome.output == "end\n", "\(outcome)")
        #expect(outcome.errors.split(separator: "Operation not permitted").count >= 2, "\(outcome)")
    }

    /// The first process holds the host's descriptors and memory until it is the program. runc's can be looked into.
    @Test(.enabled(if: RuntimeUnderTest.isOurs), arguments: [false, true])
    func theWaitingProcessCannotBeLookedInto(hasUserNamespace: Bool) throws {
        let bundle = try Bundle("sleep 1000") { spec in
            guard hasUserNamespace else { return }
            let all = CapabilitySet.names
            spec.process?.capabilities = .init(bounding: all, effective: all, permitted: all)
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
            spec.linux?.gidMappings = [.init(containerID: 0, hostID: 100_000, size: 65_536)]
        }
        try bundle.create()
        for attack in [
            "readlink /proc/1/fd/0", "cat /proc/1/mem", "ls /proc/1/root/", "cat /proc/1/environ", "ls /proc/1/cwd/",
        ] {
            let outcome = try bundle.exec("sh", "-c", attack)
            #expect(outcome.status != 0, "\(attack): \(outcome)")
            #expect(outcome.output == "", "\(attack)")
        }
    }

    /// The number of a process that has ended is soon another's.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aNumberThatIsAnothersGetsNoSignal() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        let other = try Bundle("sleep 1000")
        try other.startDetached()
        let (pid, stranger) = (try bundle.pid(), try other.pid())
        let path = "\(bundle.stateRoot)/\(bundle.id)/state.json"
        let record = try SmallFile.read(path)
        #expect(record.contains("\"pid\":\(pid)"))
        try bundle.write(record.replacing("\"pid\":\(pid)", with: "\"pid\":\(stranger)"), to: path)
        #expect(try bundle.state().status == .stopped)
        #expect(try bundle.runtime("kill", bundle.id, "KILL").errors.contains("not running"))
        #expect(try bundle.exec("true").status == 255)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(try other.state().status == .running)
        try bundle.expectNothingLeft()
    }
}

/// A thread that lets two files change places all the time.
///
/// `@unchecked`: the counter is atomic, and the rest does not change.
private final class Exchange: @unchecked Sendable {
    private let first: String
    private let second: String
    private let done = Atomic(false)
    private let counter = Atomic(0)
    private var thread = pthread_t()

    init(_ first: String, _ second: String) {
        self.first = first
        self.second = second
    }

    var count: Int { counter.load(ordering: .relaxed) }

    func start() {
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Exchange>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    func end() {
        done.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
    }

    private func run() {
        while !done.load(ordering: .relaxed) {
            _ = clinux_renameat2(AT_FDCWD, first, AT_FDCWD, second, UInt32(CLINUX_RENAME_EXCHANGE))
            counter.add(1, ordering: .relaxed)
        }
    }
}
