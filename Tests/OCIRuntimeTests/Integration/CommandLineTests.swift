import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

/// What clients read of runc's command line.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.speaksAsRunc))
struct CommandLineTests {
    private func running(_ script: String = "sleep 1000") throws -> Bundle {
        let bundle = try Bundle(script)
        try bundle.startDetached()
        return bundle
    }

    @Test func theStateIsWhole() throws {
        let bundle = try running()
        let text = try bundle.runtime("state", bundle.id).output
        #expect(text.hasPrefix("{\n  \"ociVersion\": \""))
        #expect(text.hasSuffix("\n}"))
        let state: JSONValue = try decoded(text)
        let names = ["ociVersion", "id", "pid", "status", "bundle", "rootfs", "created", "owner"]
        #expect(state.members?.map(\.name) == names)
        #expect(state["rootfs"] == .string("\(bundle.directory)/rootfs"))
        #expect(state["owner"] == .string(""))
        let list: [JSONValue] = try decoded(try bundle.runtime("list", "--format", "json").output)
        #expect(list.first?["owner"] == .string("root"))
        let table = try bundle.runtime("list").lines
        #expect(table.first?.split(separator: " ") == ["ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"])
    }

    /// The state's is that of the runtime, whatever the configuration says.
    @Test(arguments: [nil, "\"\"", "\"1.0.0\"", "\"2.0.0\"", "\"x\""])
    func aConfigurationsVersionIsNotLookedAt(version: String?) throws {
        let bundle = try Bundle("sleep 1000")
        let json = String(decoding: bundle.spec.json(), as: UTF8.self)
        let member = "\"ociVersion\":\"\(bundle.spec.ociVersion)\""
        try #require(json.contains("{\(member),"))
        let replaced = json.replacing("{\(member),", with: version.map { "{\"ociVersion\":\($0)," } ?? "{")
        try bundle.write(replaced, to: "\(bundle.directory)/config.json")
        let created = try bundle.runtime("create", "--bundle", bundle.directory, bundle.id)
        #expect(created.status == 0, "\(created)")
        let features: JSONValue = try decoded(try bundle.runtime("features").output)
        #expect(JSONValue.string(try bundle.state().ociVersion) == features["ociVersionMax"])
        let process = try bundle.exec("true")
        #expect(process.status == 0, "\(process)")
    }

    @Test func anEmptyListIsNull() throws {
        let bundle = try Bundle()
        #expect(try bundle.runtime("list", "--format", "json").lines == ["null"])
    }

    /// A client would take 1 for the program's.
    @Test func anExecThatFailsEndsWith255() throws {
        let bundle = try running()
        #expect(try bundle.exec("nope").status == 255)
        #expect(try bundle.exec("sh", "-c", "exit 1").status == 1)
        let empty = try bundle.runtime("exec", bundle.id)
        #expect(empty.status == 255)
        #expect(empty.tells("exec failed: process args cannot be empty"), "\(empty)")
    }

    /// Two hyphens behind the container are the program's name already.
    @Test func wordsOfAnExecBeginBehindTheContainer() throws {
        let bundle = try running()
        #expect(try bundle.runtime("exec", "--", bundle.id, "echo", "--", "-a").output == "-- -a\n")
        let outcome = try bundle.exec("--", "true")
        #expect(outcome.status == 255)
        let message = "exec failed: unable to start container process: exec: \"--\": executable file not found in $PATH"
        #expect(outcome.tells(message), "\(outcome)")
    }

    @Test func optionsMayFollowOperands() throws {
        let bundle = try running()
        #expect(try bundle.runtime("kill", bundle.id, "KILL", "-all").status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.runtime("delete", bundle.id, "-f").status == 0)
        try bundle.expectNothingLeft()
    }

    @Test(arguments: ["--version", "-v"])
    func theVersionIsTold(option: String) throws {
        let lines = try Bundle().runtime(option).lines
        #expect(lines.first?.contains(" version ") == true)
        for name in ["spec: ", "libseccomp: "] { #expect(lines.contains { $0.hasPrefix(name) }) }
    }

    @Test(arguments: [
        ["help", "kill"], ["h", "kill"], ["kill", "--help"], ["kill", "-h"], ["--help"], ["-h"], ["help"], [],
    ])
    func helpIsGiven(words: [String]) throws {
        let outcome = try Bundle().runtime(words)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(words.contains("kill") ? "--all, -a" : "GLOBAL OPTIONS:"))
    }

    @Test(arguments: ["create", "run"])
    func aProgramThatIsNotThereFailsTheCreation(command: String) throws {
        let messages = [
            "nope": "exec: \"nope\": executable file not found in $PATH",
            "/no/such": "exec: \"/no/such\": stat /no/such: no such file or directory",
            "/etc/passwd": "exec: \"/etc/passwd\": permission denied",
        ]
        for (program, message) in messages {
            let bundle = try Bundle { $0.process?.args = [program] }
            try bundle.writeConfiguration()
            let outcome = try bundle.runtime(
                "--log", "\(bundle.directory)/log", "--log-format", "json", command, "--bundle", bundle.directory,
                bundle.id)
            #expect(outcome.status == 1)
            #expect(outcome.tells(message), "\(outcome.errors)")
            #expect(try LogLine.read("\(bundle.directory)/log").last?.msg.contains(message) == true)
            try bundle.expectNothingLeft()
        }
    }

    @Test func processesAreListed() throws {
        let bundle = try Bundle("sleep 1001 & echo >/tmp/ready; sleep 1000; true")
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        let pids: [Int32] = try decoded(try bundle.runtime("ps", "--format", "json", bundle.id).output)
        #expect(pids.count == 3)
        #expect(pids.contains(try bundle.pid()))
        let table = try bundle.runtime("ps", bundle.id)
        #expect(table.lines.first?.hasPrefix("UID") == true, "\(table)")
        #expect(table.lines.count == 4)
        let chosen = try bundle.runtime("ps", bundle.id, "-o", "pid,args")
        #expect(chosen.lines.contains { $0.hasSuffix("sleep 1001") }, "\(chosen)")
    }

    @Test func signal0OnlyAsks() throws {
        let bundle = try running()
        #expect(try bundle.runtime("kill", bundle.id, "0").status == 0)
        #expect(try bundle.state().status == .running)
    }

    @Test func featuresAreTold() throws {
        let bundle = try Bundle()
        let text = try bundle.runtime("features").output
        #expect(text.hasPrefix("{\n    \"ociVersionMin\": \""))
        let features: JSONValue = try decoded(text)
        for name in ["ociVersionMin", "ociVersionMax", "hooks", "mountOptions", "linux", "annotations"] {
            #expect(features[name] != nil, "\(name)")
        }
        let linux = try #require(features["linux"])
        let seccomp = try #require(linux["seccomp"])
        for name in ["namespaces", "capabilities", "cgroup", "apparmor", "selinux"] { #expect(linux[name] != nil) }
        for name in ["enabled", "actions", "operators", "archs"] { #expect(seccomp[name] != nil) }
    }

    @Test func aConfigurationIsWritten() throws {
        let bundle = try Bundle()
        for (options, hasUser) in [([], false), (["--rootless"], true)] as [([String], Bool)] {
            unlink("\(bundle.directory)/config.json")
            #expect(try bundle.runtime(["spec", "--bundle", bundle.directory] + options).status == 0)
            let text = try SmallFile.read("\(bundle.directory)/config.json")
            #expect(text.hasPrefix("{\n\t\"ociVersion\": \""))
            let spec: RuntimeSpec = try decoded(text)
            #expect(spec.linux?.namespaces?.contains { $0.type == .user } == hasUser)
            #expect((spec.linux?.uidMappings != nil) == hasUser)
            #expect(spec.process?.args == ["sh"])
        }
        #expect(try bundle.runtime("spec", "--bundle", bundle.directory).status == 1)
    }

    @Test func descriptorsArePreserved() throws {
        let bundle = try Bundle("cat <&3; echo; cat <&4; ls /proc/self/fd | xargs")
        try bundle.write("three", to: "\(bundle.directory)/three")
        try bundle.write("four\n", to: "\(bundle.directory)/four")
        try bundle.writeConfiguration()
        let three = try OwnedDescriptor.open("\(bundle.directory)/three", O_RDONLY)
        let four = try OwnedDescriptor.open("\(bundle.directory)/four", O_RDONLY)
        let words = ["run", "--preserve-fds", "2", "--bundle", bundle.directory, bundle.id]
        let outcome = try bundle.runtime(words, inherited: [(3, three.raw), (4, four.raw), (5, 1)])
        // 5 is the directory that is being listed.
        #expect(outcome.lines == ["three", "four", "0 1 2 3 4 5"], "\(outcome)")
        let missing = try bundle.runtime("run", "--preserve-fds", "200", "--bundle", bundle.directory, bundle.id)
        #expect(missing.status != 0)
        try bundle.expectNothingLeft()
    }

    @Test func anExecPreservesDescriptors() throws {
        let bundle = try running()
        try bundle.write("three", to: "\(bundle.directory)/three")
        let three = try OwnedDescriptor.open("\(bundle.directory)/three", O_RDONLY)
        let outcome = try bundle.runtime(
            ["exec", "--preserve-fds", "1", bundle.id, "sh", "-c", "cat <&3"], inherited: [(3, three.raw)])
        #expect(outcome.output == "three", "\(outcome)")
    }

    /// sd_listen_fds(3).
    @Test func socketsThatSystemdListensOnArePassed() throws {
        let bundle = try Bundle("echo $LISTEN_FDS $LISTEN_PID; cat <&3")
        try bundle.write("three", to: "\(bundle.directory)/three")
        let three = try OwnedDescriptor.open("\(bundle.directory)/three", O_RDONLY)
        bundle.wrapper = ["/bin/sh", "-c", "export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$@\"", "sh"]
        #expect(try bundle.run(inherited: [(3, three.raw)]).lines == ["1 1", "three"])
    }

    @Test func theCallersKeyringCanBeKept() throws {
        let bundle = try Bundle("cat /proc/keys") { $0.linux?.maskedPaths = [] }
        try bundle.writeConfiguration()
        let own = try bundle.runtime("run", "--bundle", bundle.directory, bundle.id)
        #expect(own.output.contains("_ses.\(bundle.id)"), "\(own)")
        // Of another name: the kernel takes its time to remove a keyring.
        let other = try Bundle("cat /proc/keys") { $0.linux?.maskedPaths = [] }
        try other.writeConfiguration()
        let kept = try other.runtime("run", "--no-new-keyring", "--bundle", other.directory, other.id)
        #expect(kept.status == 0)
        #expect(!kept.output.contains("_ses.\(other.id)"), "\(kept)")
    }

    @Test func theRootCanBeChangedWithoutAPivot() throws {
        let bundle = try Bundle("ls / | xargs; ls /.. | xargs; cat /proc/self/mounts | grep -c ' / '")
        try bundle.writeConfiguration()
        let outcome = try bundle.runtime("run", "--no-pivot", "--bundle", bundle.directory, bundle.id)
        #expect(outcome.lines.prefix(2) == ["bin dev etc proc sys tmp", "bin dev etc proc sys tmp"], "\(outcome)")
        try bundle.expectNothingLeft()
    }

    @Test func aProcessCanBePlacedInACgroupBeneath() throws {
        let bundle = try running()
        // v2 has one hierarchy for all.
        let controller = UnifiedHierarchy.isAlone ? "" : "pids:"
        for directory in try bundle.cgroups() where UnifiedHierarchy.isAlone || directory.contains("/pids/") {
            try systemCall("mkdir") { mkdir("\(directory)/inner", 0o755) }
        }
        let words = ["exec", "--cgroup", "\(controller)inner", bundle.id]
        let inner = try bundle.runtime(words + ["grep", "/inner", "/proc/self/cgroup"])
        #expect(inner.lines.count == 1, "\(inner)")
        #expect(try bundle.runtime("exec", "--cgroup", "\(controller)nope", bundle.id, "true").status == 255)
    }
}
