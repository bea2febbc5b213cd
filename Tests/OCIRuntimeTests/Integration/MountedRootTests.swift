import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct MountedRootTests {
    /// The options that `/proc/self/mounts` shows of a mount.
    private func options(_ outcome: Outcome, of path: String) throws -> [String] {
        let line = outcome.lines.last { $0.split(separator: " ").dropFirst().first == path[...] }
        return try #require(line, "\(outcome)").split(separator: " ")[3].split(separator: ",").map(String.init)
    }

    @Test func mountsAreAsConfigured() throws {
        let bundle = try Bundle("cat /proc/self/mounts") { spec in
            spec.mounts?.append(
                .init(
                    destination: "/tmp", type: "tmpfs", source: "tmpfs",
                    options: ["ro", "nosuid", "nodev", "noexec", "noatime", "size=64k", "mode=700"]))
        }
        let outcome = try bundle.run()
        let tmp = try options(outcome, of: "/tmp")
        #expect(Set(tmp).isSuperset(of: ["ro", "nosuid", "nodev", "noexec", "noatime", "size=64k", "mode=700"]))
        #expect(try Set(options(outcome, of: "/dev")).isSuperset(of: ["nosuid", "size=65536k", "mode=755"]))
        #expect(try Set(options(outcome, of: "/sys")).isSuperset(of: ["ro", "nosuid", "nodev", "noexec"]))
        #expect(try options(outcome, of: "/").contains("ro"))
        #expect(try options(outcome, of: "/dev/pts").contains("ptmxmode=666"))
    }

    /// mount(2) has flags for them, which a tmpfs does not know.
    @Test(.differs(on: .crun, "The filesystem is asked for them."), arguments: ["acl", "noacl", "iversion"])
    func flagsThatAFilesystemDoesNotKnowDoNothing(option: String) throws {
        let bundle = try Bundle("cat /proc/self/mounts") { spec in
            spec.mounts?.append(
                .init(destination: "/tmp", type: "tmpfs", source: "tmpfs", options: [option, "noexec"]))
        }
        #expect(try options(bundle.run(), of: "/tmp").contains("noexec"))
    }

    /// The root is one mount, and the host's are not beneath it.
    @Test func theHostsMountsAreGone() throws {
        let bundle = try Bundle("cut -d' ' -f2 /proc/self/mounts")
        let paths = try bundle.run().lines
        #expect(paths.first == "/")
        #expect(paths.count { $0 == "/" } == 1)
        #expect(!paths.contains { $0.contains("wherry-bundle") || $0.hasPrefix("/run") })
    }

    @Test func aReadOnlyRootCannotBeWritten() throws {
        let script = "touch /made 2>&1; mount -o remount,rw / 2>&1; touch /made 2>&1; touch /dev/shm/made && echo shm"
        let bundle = try Bundle(script)
        let outcome = try bundle.run()
        #expect(outcome.output.contains("/made: Read-only file system"))
        #expect(outcome.lines.last == "shm")
        #expect(access(bundle.root("made"), F_OK) != 0)
        let writable = try Bundle("touch /made") { $0.root?.readonly = false }
        #expect(try writable.run().status == 0)
        #expect(access(writable.root("made"), F_OK) == 0)
    }

    @Test func filesAndDirectoriesAreBound() throws {
        let script = """
            cat /data/file /file; echo more >/data/file && echo written; echo more 2>&1 >/locked/file; cat /deep/er/file
            cat /proc/self/mounts
            """
        let bundle = try Bundle(script)
        try ToolProcess.run(["mkdir", "\(bundle.directory)/data"])
        try bundle.write("content\n", to: "\(bundle.directory)/data/file")
        try bundle.write("single\n", to: "\(bundle.directory)/single")
        bundle.spec.root?.readonly = false
        bundle.spec.mounts? += [
            // Relative to the bundle, where the container has neither directory nor file.
            .init(destination: "/data", type: "bind", source: "data", options: ["bind"]),
            .init(destination: "/file", type: "bind", source: "\(bundle.directory)/single", options: ["rbind", "ro"]),
            .init(destination: "/locked", type: "bind", source: "data", options: ["rbind", "ro", "nosuid", "noexec"]),
            .init(destination: "/deep/er", type: "bind", source: "data", options: ["bind", "rprivate"]),
        ]
        let outcome = try bundle.run()
        #expect(outcome.lines.prefix(3) == ["content", "single", "written"])
        #expect(outcome.output.contains("/locked/file: Read-only file system"))
        #expect(outcome.lines.contains("more"))
        #expect(try Set(options(outcome, of: "/locked")).isSuperset(of: ["ro", "nosuid", "noexec"]))
        #expect(try SmallFile.read("\(bundle.directory)/data/file") == "more\n")
    }

    @Test func aMissingSourceIsNamed() throws {
        let bundle = try Bundle {
            $0.mounts?.append(.init(destination: "/data", type: "bind", source: "/no/such/source", options: ["bind"]))
        }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("/no/such/source"))
        try bundle.expectNothingLeft()
    }

    @Test func attributesReachWhatIsBeneath() throws {
        let bundle = try Bundle("for d in flat deep; do touch /$d/below/x 2>&1 && echo $d; done; true")
        try OuterMount.with(at: "\(bundle.directory)/data", beneath: "below") {
            bundle.spec.root?.readonly = false
            bundle.spec.mounts? += [
                .init(destination: "/flat", type: "bind", source: "data", options: ["rbind", "ro"]),
                .init(destination: "/deep", type: "bind", source: "data", options: ["rbind", "rro"]),
            ]
            let outcome = try bundle.run()
            #expect(outcome.lines.first == "flat")
            #expect(outcome.output.contains("/deep/below/x: Read-only file system"))
        }
    }

    /// The kernel lists them in the order in which they were made.
    @Test func mountsAreListedInTheConfigurationsOrder() throws {
        let bundle = try Bundle("grep ' /tmp/' /proc/self/mountinfo") { spec in
            spec.mounts?.append(contentsOf: [
                .init(destination: "/tmp/1", type: "tmpfs", source: "tmpfs"),
                .init(destination: "/tmp/2", type: "bind", source: "/etc", options: ["rbind"]),
                .init(destination: "/tmp/3", type: "tmpfs", source: "tmpfs"),
                .init(destination: "/tmp/4", type: "bind", source: "/etc", options: ["bind"]),
            ])
        }
        let targets = try bundle.run().lines.map { $0.split(separator: " ")[4] }.filter { $0.hasPrefix("/tmp/") }
        #expect(targets == ["/tmp/1", "/tmp/2", "/tmp/3", "/tmp/4"])
    }

    /// A mount that the container makes there must not appear on the host: none of them may be its peer.
    @Test(arguments: [
        ["rbind"], ["rbind", "private"], ["rbind", "slave"], ["rbind", "rprivate"], ["rbind", "rslave"],
    ])
    func boundMountsAreNotTheHostsPeers(options: [String]) throws {
        let bundle = try Bundle("grep ' /data' /proc/self/mountinfo")
        try OuterMount.with(at: "\(bundle.directory)/data", beneath: "below") {
            bundle.spec.root?.readonly = false
            bundle.spec.mounts? += [.init(destination: "/data", type: "bind", source: "data", options: options)]
            let outcome = try bundle.run()
            #expect(outcome.lines.count == 2, "\(outcome.errors)")
            #expect(!outcome.output.contains("shared:"), "\(outcome.output)")
        }
    }

    @Test func aSharedMountIsShared() throws {
        let bundle = try Bundle("grep -c ' /data.* shared:' /proc/self/mountinfo")
        try OuterMount.with(at: "\(bundle.directory)/data", beneath: "below") {
            bundle.spec.root?.readonly = false
            bundle.spec.linux?.rootfsPropagation = "rshared"
            bundle.spec.mounts? += [
                .init(destination: "/data", type: "bind", source: "data", options: ["rbind", "rshared"])
            ]
            let outcome = try bundle.run()
            #expect(outcome.output == "2\n", "\(outcome.errors)")
        }
    }

    @Test(.differs(on: .crun, "Every tmpfs is open to all."))
    func aTmpfsTakesTheModeOfWhatItHides() throws {
        let script = "stat -c %a /closed /tmp /new /given"
        let bundle = try Bundle(script) { spec in
            spec.root?.readonly = false
            spec.mounts? += ["/closed", "/tmp", "/new"].map { .init(destination: $0, type: "tmpfs", source: "tmpfs") }
            spec.mounts?.append(.init(destination: "/given", type: "tmpfs", source: "tmpfs", options: ["mode=711"]))
        }
        for name in ["closed", "given"] { try systemCall("mkdir") { mkdir(bundle.root(name), 0o750) } }
        let lines = try bundle.run().lines
        #expect(lines.dropLast() == ["750", "1777", "1777"])
        // runc 1.1 changes the mode even of one that has it given.
        if RuntimeUnderTest.isOurs { #expect(lines.last == "711") }
    }

    @Test func aTmpfsCanBeginWithWhatItHides() throws {
        let script =
            "cd /filled; stat -c '%n %a %u:%g' file folder folder/inner; readlink link; cat folder/inner; echo new >file; cat file"
        let bundle = try Bundle(script) { spec in
            spec.mounts?.append(.init(destination: "/filled", type: "tmpfs", source: "tmpfs", options: ["tmpcopyup"]))
        }
        try ToolProcess.run(["mkdir", "-p", bundle.root("filled/folder")])
        try bundle.write("old\n", to: bundle.root("filled/file"), mode: 0o640)
        try bundle.write("inner\n", to: bundle.root("filled/folder/inner"))
        try systemCall("chown") { chown(bundle.root("filled/folder/inner"), 5, 6) }
        try systemCall("symlink") { symlink("/etc/passwd", bundle.root("filled/link")) }
        let outcome = try bundle.run()
        #expect(
            outcome.lines == [
                "file 640 0:0", "folder 755 0:0", "folder/inner 644 5:6", "/etc/passwd", "inner", "new",
            ], "\(outcome.errors)")
        #expect(try SmallFile.read(bundle.root("filled/file")) == "old\n")
    }

    @Test func pathsAreMaskedAndReadOnly() throws {
        let script = """
            wc -c </etc/secret; ls /etc/folder | wc -l; cat /proc/version | wc -c; echo x 2>&1 >/etc/locked/file
            touch /etc/folder/x 2>&1; cat /etc/locked/file; echo 1 2>&1 >/proc/sys/kernel/panic; touch /etc/free
            """
        let bundle = try Bundle(script) { spec in
            spec.root?.readonly = false
            spec.linux?.maskedPaths? += ["/etc/secret", "/etc/folder", "/not/there", "/proc/version"]
            if RuntimeUnderTest.isOurs { spec.linux?.maskedPaths?.append("/etc/secret/below/a/file") }
            spec.linux?.readonlyPaths? += ["/etc/locked", "/not/there"]
        }
        for folder in ["folder", "locked"] { try ToolProcess.run(["mkdir", bundle.root("etc/\(folder)")]) }
        for file in ["secret", "folder/file", "locked/file"] {
            try bundle.write("content\n", to: bundle.root("etc/\(file)"))
        }
        let outcome = try bundle.run()
        #expect(outcome.lines.prefix(3) == ["0", "0", "0"])
        #expect(outcome.output.contains("/etc/folder/x: Read-only file system"))
        #expect(outcome.lines.contains("content"))
        #expect(outcome.output.contains("/etc/locked/file: Read-only file system"))
        #expect(outcome.output.contains("/proc/sys/kernel/panic: Read-only file system"))
        #expect(outcome.status == 0)
        #expect(try SmallFile.read(bundle.root("etc/secret")) == "content\n")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func idsOfABoundDirectoryCanBeMapped() throws {
        let bundle = try Bundle("stat -c %u:%g /data/file") { spec in
            spec.root?.readonly = false
            var mount = RuntimeSpec.Mount(
                destination: "/data", type: "bind", source: "data", options: ["bind", "idmap"])
            mount.uidMappings = [.init(containerID: 0, hostID: 7000, size: 10)]
            mount.gidMappings = [.init(containerID: 0, hostID: 8000, size: 10)]
            spec.mounts?.append(mount)
        }
        try ToolProcess.run(["mkdir", "\(bundle.directory)/data"])
        try bundle.write("", to: "\(bundle.directory)/data/file")
        let outcome = try bundle.run()
        #expect(outcome.output == "7000:8000\n", "\(outcome.errors)")
        let last = try #require(bundle.spec.mounts).endIndex - 1
        bundle.spec.mounts?[last].uidMappings?.append(.init(containerID: 5, hostID: 9000, size: 10))
        let overlapping = try bundle.run()
        #expect(overlapping.errors.contains("mounts: uidMappings: write "), "\(overlapping)")
    }

    @Test func theCgroupIsMountedReadOnly() throws {
        let bundle = try Bundle(
            "cat /proc/self/cgroup; find /sys/fs/cgroup -name cgroup.procs | head -n 40; mkdir $(ls -d /sys/fs/cgroup/*/ | head -n 1)x 2>&1; true"
        )
        let outcome = try bundle.run()
        #expect(outcome.output.contains("Read-only file system"))
        // Each is the root of what the container sees.
        let paths = outcome.lines.filter { $0.contains("::") || $0.contains(":") && $0.hasPrefix("1") }
        #expect(paths.allSatisfy { $0.hasSuffix(":/") || $0.contains("mkdir") }, "\(outcome.output)")
    }
}
