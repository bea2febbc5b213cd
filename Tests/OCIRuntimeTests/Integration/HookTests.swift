import Glibc
import JSON
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct HookTests {
    private typealias Hook = RuntimeSpec.Hook

    /// Notes its name in a log, and keeps the state that it was given.
    private func noting(_ name: String, _ bundle: Bundle) -> RuntimeSpec.Hook {
        let script =
            "echo \(name) >>\(bundle.directory)/log; cat >\(bundle.directory)/\(name).json; echo $0 $X >>\(bundle.directory)/log"
        return Hook(
            path: "/bin/sh", args: ["sh", "-c", script, "zero"], env: ["X=env", "PATH=/usr/bin:/bin"], timeout: 10)
    }

    private func state(_ name: String, _ bundle: Bundle) throws -> RuntimeState {
        try RuntimeState(json: try SmallFile.bytes("\(bundle.directory)/\(name).json"))
    }

    @Test func hooksRunAtTheirStagesWithTheState() throws {
        let script = "echo program >>/log-inside; echo >/tmp/ready; sleep 1000"
        let bundle = try Bundle(script) { $0.root?.readonly = false }
        try bundle.makeReadyPipe()
        bundle.spec.annotations = ["a": "b"]
        let inside = RuntimeSpec.Hook(
            path: "/bin/sh", args: ["sh", "-c", "cat >/state-inside; echo hook >>/log-inside"], env: ["PATH=/bin"])
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.prestart = [noting("prestart", bundle)]
        bundle.spec.hooks?.createRuntime = [noting("createRuntime", bundle)]
        bundle.spec.hooks?.createContainer = [noting("createContainer", bundle)]
        bundle.spec.hooks?.startContainer = [inside]
        bundle.spec.hooks?.poststart = [noting("poststart", bundle)]
        bundle.spec.hooks?.poststop = [noting("poststop", bundle)]
        try bundle.create()
        let created = ["prestart", "zero env", "createRuntime", "zero env", "createContainer", "zero env"]
        let log = try SmallFile.read("\(bundle.directory)/log").split(separator: "\n").map(String.init)
        // runc runs poststart hooks with those of the creation.
        #expect(Array(log.prefix(created.count)) == created)
        if RuntimeUnderTest.isOurs { #expect(log.count == created.count) }
        #expect(try state("prestart", bundle).pid == bundle.pid())
        // crun has it created by then.
        if RuntimeUnderTest.peer != .crun { #expect(try state("createRuntime", bundle).status == .creating) }
        #expect(try state("createContainer", bundle).id == bundle.id)
        #expect(try state("createContainer", bundle).annotations == ["a": "b"])
        #expect(access(bundle.root("log-inside"), F_OK) != 0)

        #expect(try bundle.runtime("start", bundle.id).status == 0)
        // runc still says "created", and leaves the pid of a stopped one out.
        if RuntimeUnderTest.isOurs { #expect(try state("poststart", bundle).status == .running) }
        // A start need not wait for the program.
        try bundle.waitUntilReady()
        #expect(try SmallFile.read(bundle.root("log-inside")) == "hook\nprogram\n")
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(try SmallFile.read("\(bundle.directory)/poststop.json").contains("\"stopped\""))
        try bundle.expectNothingLeft()
    }

    private static func hooks(_ hooks: [Hook], at stage: String) -> RuntimeSpec.Hooks {
        var all = RuntimeSpec.Hooks()
        switch stage {
        case "prestart": all.prestart = hooks
        case "createRuntime": all.createRuntime = hooks
        case "createContainer": all.createContainer = hooks
        default: all.startContainer = hooks
        }
        return all
    }

    @Test(arguments: ["prestart", "createRuntime", "createContainer", "startContainer"])
    func aHookThatFailsEndsTheCreation(stage: String) throws {
        let bundle = try Bundle("echo started")
        let failing = [RuntimeSpec.Hook(path: "/bin/sh", args: ["sh", "-c", "echo some reason >&2; exit 9"])]
        bundle.spec.hooks = Self.hooks(failing, at: stage)
        let outcome = try bundle.run()
        #expect(outcome.status != 0)
        #expect(outcome.output == "")
        #expect(outcome.tells("exit status 9"), "\(outcome.errors)")
        if RuntimeUnderTest.isOurs {
            #expect(outcome.errors.contains("error running \(stage) hook #0: exit status 9, output: some reason"))
        }
        try bundle.expectNothingLeft()
    }

    @Test(arguments: [
        ["sleep", "1000"], ["sh", "-c", "while :; do echo more; done"],
        ["sh", "-c", "exec <&- >&- 2>&-; exec sleep 1000"],
    ])
    func aHookThatTakesTooLongIsEnded(words: [String]) throws {
        let bundle = try Bundle()
        let path = words[0] == "sleep" ? "/bin/sleep" : "/bin/sh"
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.createRuntime = [Hook(path: "/bin/false", args: ["false"])]
        let baseline = try bundle.run().processorTime
        bundle.spec.hooks?.createRuntime = [Hook(path: path, args: words, env: ["PATH=/usr/bin:/bin"], timeout: 1)]
        let start = ContinuousClock.now
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(ContinuousClock.now - start < .seconds(5))
        if words[0] == "sleep" || words[2].hasSuffix("sleep 1000") {
            #expect(outcome.processorTime < baseline + 0.7)
        }
        if RuntimeUnderTest.isOurs {
            #expect(outcome.errors.contains("error running createRuntime hook #0: it took more than 1 s"))
        }
    }

    /// More than a socket holds, for a hook that reads it and for ones that do not.
    @Test(arguments: ["cat | wc -c >$0/size", "exit 0", "exec <&-; sleep 0.1"])
    func aLargeStateHoldsNoOneUp(script: String) throws {
        let bundle = try Bundle("echo started")
        bundle.spec.annotations = ["large": String(repeating: "x", count: 900_000)]
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.createRuntime = [
            Hook(
                path: "/bin/sh", args: ["sh", "-c", script, bundle.directory], env: ["PATH=/usr/bin:/bin"], timeout: 10)
        ]
        let outcome = try bundle.run()
        // runc takes it for a failure of the hook when it does not read.
        if RuntimeUnderTest.isOurs || script.hasPrefix("cat") {
            #expect(outcome.output == "started\n", "\(outcome.errors)")
        }
        if script.hasPrefix("cat") {
            let size = try SmallFile.read("\(bundle.directory)/size").prefix { $0.isNumber }
            #expect(try #require(Int(size)) > 900_000)
        }
        if RuntimeUnderTest.isOurs { try bundle.expectNothingLeft() }
    }

    /// What a hook leaves running in the container's cgroup must not keep it there.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aFailedCreationEndsWhatItsHooksLeft() throws {
        let bundle = try Bundle { spec in
            spec.linux?.namespaces?.removeAll { $0.type == .pid }
            spec.hooks = .init()
            spec.hooks?.createContainer = [
                RuntimeSpec.Hook(
                    path: "/bin/sh", args: ["sh", "-c", "/bin/sleep 1000 </dev/null >/dev/null 2>&1 & exit 1"])
            ]
        }
        #expect(try bundle.run().status == 1)
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aHookThatIsNotThereIsNamed() throws {
        let bundle = try Bundle { spec in
            spec.hooks = .init()
            spec.hooks?.prestart = [RuntimeSpec.Hook(path: "/no/such/hook")]
        }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        let reason = "error running prestart hook #0: exit status 127, output: execve /no/such/hook: "
        #expect(outcome.errors.contains(reason), "\(outcome)")
        try bundle.expectNothingLeft()
    }

    /// runtime.md goes on with the container's destruction, which poststop hooks follow: they clear away what others
    /// made.
    @Test(
        .differs(on: .crun, "Hooks that fail before the start are followed by none."),
        arguments: ["prestart", "createRuntime", "createContainer", "startContainer"])
    func poststopHooksFollowAHookThatFails(stage: String) throws {
        let bundle = try Bundle()
        bundle.spec.hooks = Self.hooks([Hook(path: "/bin/false", args: ["false"])], at: stage)
        bundle.spec.hooks?.poststop = [noting("poststop", bundle), Hook(path: "/bin/false", args: ["false"])]
        let outcome = try bundle.run()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(try SmallFile.read("\(bundle.directory)/poststop.json").contains("\"stopped\""))
        if RuntimeUnderTest.isOurs {
            #expect(outcome.errors.contains("error running poststop hook #1: exit status 1"), "\(outcome)")
            #expect(outcome.errors.contains("error running \(stage) hook #0: exit status 1"), "\(outcome)")
        }
        try bundle.expectNothingLeft()
    }

    /// Its program runs already.
    @Test(.differs(on: .crun, "It goes on."), arguments: ["run", "start"])
    func aPoststartHookThatFailsDestroysTheContainer(command: String) throws {
        let bundle = try Bundle("sleep 1000")
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.poststart = [Hook(path: "/bin/false", args: ["false"])]
        bundle.spec.hooks?.poststop = [noting("poststop", bundle), Hook(path: "/bin/false", args: ["false"])]
        let outcome: Outcome
        // runc runs the hooks with those of the creation.
        if command == "start", RuntimeUnderTest.peer != .runc {
            try bundle.create()
            outcome = try bundle.runtime("start", bundle.id)
        } else {
            try bundle.writeConfiguration()
            outcome = try bundle.runtime(
                "run", "--detach", "--bundle", bundle.directory, "--pid-file", "\(bundle.directory)/pid", bundle.id)
        }
        #expect(outcome.status == 1, "\(outcome)")
        #expect(access("\(bundle.directory)/poststop.json", F_OK) == 0)
        if RuntimeUnderTest.isOurs {
            #expect(outcome.errors.contains("error running poststart hook #0: exit status 1"), "\(outcome)")
            #expect(outcome.errors.contains("error running poststop hook #1: exit status 1"), "\(outcome)")
        }
        try bundle.expectNothingLeft()
    }

    /// Nothing can be held up any more.
    @Test(.differs(on: .crun, "It says nothing."))
    func poststopHooksThatFailAreTold() throws {
        let bundle = try Bundle()
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.poststop = [
            Hook(path: "/bin/false", args: ["false"]), Hook(path: "/no/such/hook"),
            Hook(path: "/bin/sh", args: ["sh", "-c", "touch ran"], env: ["PATH=/usr/bin:/bin"]),
        ]
        let outcome = try bundle.run()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("hook #0"), "\(outcome)")
        if RuntimeUnderTest.isOurs {
            // runc leaves the others out.
            #expect(outcome.errors.contains("error running poststop hook #1: exit status 127"), "\(outcome)")
            #expect(access("\(bundle.directory)/ran", F_OK) == 0)
        }
        try bundle.startDetached()
        try bundle.waitForEnd()
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// As under runc, which changes to it itself.
    @Test func hooksOfTheHostWorkInTheBundle() throws {
        let bundle = try Bundle()
        bundle.spec.hooks = .init()
        let hook = Hook(path: "/bin/sh", args: ["sh", "-c", "pwd >>where"], env: ["PATH=/usr/bin:/bin"])
        bundle.spec.hooks?.prestart = [hook]
        bundle.spec.hooks?.createRuntime = [hook]
        bundle.spec.hooks?.poststart = [hook]
        bundle.spec.hooks?.poststop = [hook]
        let outcome = try bundle.run()
        #expect(outcome.status == 0, "\(outcome)")
        let lines = try SmallFile.read("\(bundle.directory)/where").split(separator: "\n")
        #expect(lines == Array(repeating: "\(bundle.directory)"[...], count: 4))
    }

    @Test(.differs(on: .crun, "They work elsewhere."))
    func hooksOfTheContainersWorkInItsRoot() throws {
        let bundle = try Bundle { $0.root?.readonly = false }
        bundle.spec.hooks = .init()
        bundle.spec.hooks?.createContainer = [
            Hook(path: "/bin/sh", args: ["sh", "-c", "echo made >here"], env: ["PATH=/usr/bin:/bin"])
        ]
        let outcome = try bundle.run()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try SmallFile.read(bundle.root("here")) == "made\n")
    }
}
