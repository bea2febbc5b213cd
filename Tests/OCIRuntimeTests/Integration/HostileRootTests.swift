import FoundationEssentials
import Glibc
import Linux
import OCI
import TestSupport
import Testing

/// Roots that were made to lead the runtime to the host's files.
@Suite(.enabled(if: geteuid() == 0))
struct HostileRootTests {
    /// A directory beside the root, with a file, that must stay as it is.
    private func outside(_ bundle: Bundle) throws -> String {
        let path = "\(bundle.directory)/outside"
        try ToolProcess.run(["mkdir", path])
        try bundle.write("untouched", to: "\(path)/file")
        return path
    }

    private func expectUntouched(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try SmallFile.read("\(path)/file") == "untouched", sourceLocation: sourceLocation)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["file"], sourceLocation: sourceLocation)
    }

    @Test(.differs(on: .crun, "It refuses a link to what is not there."))
    func aMountTargetThatIsALinkStaysInside() throws {
        let bundle = try Bundle(
            "echo mine >/absolute/made && cat /absolute/made; echo mine >/climbing/made; echo mine >/bound"
        ) { spec in
            spec.root?.readonly = false
        }
        let outside = try outside(bundle)
        // In the root, the absolute link leads to a directory of that name that is not there yet.
        try systemCall("symlink") { symlink(outside, bundle.root("absolute")) }
        try systemCall("symlink") { symlink("../../../../../../../..\(outside)/deeper", bundle.root("climbing")) }
        try systemCall("symlink") { symlink("\(outside)/file", bundle.root("bound")) }
        try bundle.write("", to: "\(bundle.directory)/source")
        bundle.spec.mounts? += [
            .init(destination: "/absolute", type: "tmpfs", source: "tmpfs"),
            .init(destination: "/climbing", type: "tmpfs", source: "tmpfs"),
            .init(destination: "/bound", type: "bind", source: "source", options: ["bind"]),
        ]
        let outcome = try bundle.run()
        #expect(outcome.output == "mine\n", "\(outcome.errors)")
        #expect(try SmallFile.read("\(bundle.directory)/source") == "mine\n")
        try expectUntouched(outside)
    }

    @Test func aMountTargetThatClimbsStaysInside() throws {
        let bundle = try Bundle("cat /proc/self/mounts") { spec in
            spec.root?.readonly = false
            spec.mounts?.append(.init(destination: "/tmp/../../../../climbed", type: "tmpfs", source: "tmpfs"))
        }
        #expect(try bundle.run().output.contains(" /climbed tmpfs "))
        #expect(access("/climbed", F_OK) != 0)
    }

    @Test func aMaskedPathThatIsALinkMasksInside() throws {
        let bundle = try Bundle("cat /link/file; touch /locked/made 2>&1; ls /locked") { spec in
            spec.root?.readonly = false
            spec.linux?.maskedPaths = ["/link/file", "/loose"]
            spec.linux?.readonlyPaths = ["/locked"]
        }
        let outside = try outside(bundle)
        try ToolProcess.run(["mkdir", "-p", bundle.root(outside)])
        try bundle.write("inside", to: bundle.root("\(outside)/file"))
        try systemCall("symlink") { symlink(outside, bundle.root("link")) }
        try systemCall("symlink") { symlink("../../../../../../..\(outside)", bundle.root("locked")) }
        try systemCall("symlink") { symlink("/nowhere", bundle.root("loose")) }
        let outcome = try bundle.run()
        #expect(outcome.lines.first == "touch: /locked/made: Read-only file system", "\(outcome)")
        #expect(outcome.lines.last == "file")
        try expectUntouched(outside)
    }

    /// What is written and masked there is found by these paths.
    @Test(arguments: ["proc", "sys"])
    func theKernelsInterfacesAreMountedOnDirectoriesOnly(name: String) throws {
        let bundle = try Bundle()
        let outside = try outside(bundle)
        rmdir(bundle.root(name))
        try ToolProcess.run(["mkdir", bundle.root("elsewhere")])
        try systemCall("symlink") { symlink("/elsewhere", bundle.root(name)) }
        #expect(try bundle.run().status == 1)
        try expectUntouched(outside)
        try bundle.expectNothingLeft()
    }

    @Test(.differs(on: .crun, "It mounts what it is told to."))
    func nothingIsMountedInsideProcfs() throws {
        // runc looks at bind mounts only, and follows no link.
        let more = ["/proc/self/attr", "/link/self"].map {
            RuntimeSpec.Mount(destination: $0, type: "tmpfs", source: "tmpfs")
        }
        let binds = ["/proc/self/attr", "/proc/sys/kernel"].map {
            RuntimeSpec.Mount(destination: $0, type: "bind", source: "/tmp", options: ["bind"])
        }
        for mount in binds + (RuntimeUnderTest.isOurs ? more : []) {
            let bundle = try Bundle { $0.mounts?.append(mount) }
            try systemCall("symlink") { symlink("/proc", bundle.root("link")) }
            #expect(try bundle.run().status == 1, "\(mount)")
        }
        let allowed = try Bundle("cat /proc/uptime") { spec in
            spec.mounts?.append(.init(destination: "/proc/uptime", type: "bind", source: "uptime", options: ["bind"]))
        }
        try allowed.write("1 2\n", to: "\(allowed.directory)/uptime")
        #expect(try allowed.run().output == "1 2\n")
    }

    @Test func theConsoleIsMadeInside() throws {
        let bundle = try Bundle("true") { spec in
            spec.root?.readonly = false
            spec.process?.terminal = true
            spec.mounts?.removeAll {
                $0.destination == "/dev" || $0.destination.hasPrefix("/dev/") && $0.type != "devpts"
            }
        }
        let outside = try outside(bundle)
        try ToolProcess.run(["mkdir", bundle.root("dev/pts")])
        try systemCall("symlink") { symlink("\(outside)/file", bundle.root("dev/console")) }
        try systemCall("symlink") { symlink("\(outside)/null", bundle.root("dev/null")) }
        let console = try ConsoleSocket(in: bundle.directory)
        try bundle.writeConfiguration()
        _ = try bundle.runtime(
            "run", "--detach", "--bundle", bundle.directory, "--console-socket", console.path, bundle.id)
        try expectUntouched(outside)
    }

    /// CVE-2024-21626: a directory that the runtime has open is beneath no root.
    @Test(.differs(on: .crun, "It goes there."))
    func theWorkingDirectoryIsNoDescriptor() throws {
        let bundle = try Bundle("pwd -P; cat file")
        let outside = try outside(bundle)
        let directory = try OwnedDescriptor.open(outside, O_RDONLY | O_DIRECTORY)
        try systemCall("symlink") { symlink("/proc/self/fd/20", bundle.root("work")) }
        for path in ["/proc/self/fd/20", "/work", "/proc/self/fd/20/..", "/proc/self/fd/20/made", "/work/made"] {
            bundle.spec.process?.cwd = path
            let outcome = try bundle.run(inherited: [(20, directory.raw)])
            #expect(outcome.status != 0, "\(path)")
            #expect(!outcome.output.contains("untouched"), "\(path)")
            try expectUntouched(outside)
        }
    }

    /// Nor one of the runtime's own: each number is tried.
    @Test func theWorkingDirectoryIsNoDescriptorOfTheRuntimes() throws {
        let bundle = try Bundle("sleep 1000")
        try bundle.startDetached()
        for number in 3..<12 {
            let path = "/proc/self/fd/\(number)"
            let outcome = try bundle.runtime(
                "exec", "--cwd", path, bundle.id, "sh", "-c", "readlink /proc/self/cwd; ls ../../..")
            #expect(outcome.status != 0 || outcome.lines.first == "/", "\(path): \(outcome)")
        }
    }

    /// The same by the search for a program: what is found there would be executed from the host's filesystem, and
    /// could be written to from inside.
    @Test(.differs(on: .crun, "It finds one."))
    func noProgramIsFoundThroughADescriptor() throws {
        let bundle = try Bundle()
        let outside = try outside(bundle)
        try ToolProcess.run(["cp", "/bin/busybox", "\(outside)/ash"])
        let climb = String(repeating: "/..", count: 12)
        let paths = (3..<40).map { "/proc/self/fd/\($0)\(climb)\(outside)" } + ["/proc/self/fd/20"]
        bundle.spec.process?.env = ["PATH=\(paths.joined(separator: ":"))"]
        bundle.spec.process?.args = ["ash", "-c", "echo escaped"]
        let directory = try OwnedDescriptor.open(outside, O_RDONLY | O_DIRECTORY)
        let outcome = try bundle.run(inherited: [(20, directory.raw)])
        #expect(outcome.status != 0)
        #expect(outcome.output == "", "\(outcome)")

        let running = try Bundle("sleep 1000")
        try running.startDetached()
        let words = ["exec", "--env", "PATH=\(paths.joined(separator: ":"))", running.id, "ash", "-c", "echo escaped"]
        let executed = try running.runtime(words, inherited: [(20, directory.raw)])
        #expect(executed.status != 0)
        #expect(executed.output == "", "\(executed)")
    }

    @Test func aCopyIntoATmpfsFollowsNoLink() throws {
        let bundle = try Bundle("cat /filled/file; readlink /filled/link") { spec in
            spec.mounts?.append(.init(destination: "/filled", type: "tmpfs", source: "tmpfs", options: ["tmpcopyup"]))
        }
        let outside = try outside(bundle)
        try ToolProcess.run(["mkdir", bundle.root("filled")])
        try systemCall("symlink") { symlink(outside, bundle.root("filled/link")) }
        try systemCall("symlink") { symlink("\(outside)/file", bundle.root("filled/file")) }
        let outcome = try bundle.run()
        #expect(outcome.output == "\(outside)\n")
        try expectUntouched(outside)
    }
}
