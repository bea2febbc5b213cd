import Linux
import OCI
import Testing

@testable import OCIRuntime

struct MountPlanTests {
    private typealias Mount = RuntimeSpec.Mount

    private func plan(_ mount: RuntimeSpec.Mount) throws -> MountPlan { try MountPlan(mount, bundle: "/bundle") }

    private func refusal(_ mount: RuntimeSpec.Mount) -> String? {
        do throws(RuntimeError) {
            _ = try MountPlan(mount, bundle: "/bundle")
            return nil
        } catch {
            return error.code == .invalidConfiguration ? error.message : "\(error.code)"
        }
    }

    @Test(arguments: [
        (Mount(destination: "/a", type: "bind", source: "/host"), "/host", false),
        (Mount(destination: "/a", source: "/host", options: ["bind"]), "/host", false),
        (Mount(destination: "/a", type: "none", source: "data", options: ["rbind", "ro"]), "/bundle/data", true),
        (Mount(destination: "/a", type: "tmpfs", source: "./x", options: ["rbind"]), "/bundle/./x", true),
    ])
    func binds(mount: RuntimeSpec.Mount, path: String, recursive: Bool) throws {
        #expect(try plan(mount).source == .bind(path: path, recursive: recursive))
        #expect(try plan(mount).isBind)
    }

    @Test func filesystems() throws {
        let tmpfs = try plan(
            Mount(destination: "/run", type: "tmpfs", source: "shm", options: ["nosuid", "size=1m", "rro"]))
        #expect(tmpfs.source == .filesystem(type: "tmpfs", source: "shm"))
        #expect(tmpfs.options.data == ["size=1m"])
        // Nothing is beneath it: what is asked for the tree is asked for the mount.
        #expect(tmpfs.options.set == [.noSetUserID, .readOnly])
        #expect(tmpfs.options.recursiveSet.isEmpty)
        #expect(
            try plan(Mount(destination: "/proc", type: "proc")).source == .filesystem(type: "proc", source: "proc"))
    }

    @Test(arguments: ["cgroup", "cgroup2"])
    func cgroups(type: String) throws {
        let mount = Mount(
            destination: "/sys/fs/cgroup", type: type, source: "cgroup", options: ["ro", "nosuid", "rprivate"])
        #expect(try plan(mount).source == .cgroup)
        #expect(try plan(mount).options.set == [.readOnly, .noSetUserID])
    }

    @Test(arguments: [
        ("/a/b", "/a/b"), ("a/b", "/a/b"), ("/a//b/", "/a/b"), ("/a/./b", "/a/b"), ("/a/../b", "/b"),
        ("/../../etc", "/etc"), ("../etc", "/etc"), ("/a/b/../../c", "/c"),
    ])
    func destinationsAreCleaned(written: String, cleaned: String) throws {
        #expect(try plan(Mount(destination: written, type: "tmpfs")).destination == cleaned)
    }

    @Test(arguments: ["", "/", "//", ".", "/.", "/..", "a/..", "/a/b/../.."])
    func theRootCannotBeHidden(destination: String) {
        #expect(refusal(Mount(destination: destination, type: "tmpfs")) == "mounts: '/' would hide the root filesystem")
    }

    @Test(arguments: [
        (Mount(destination: "/a", type: "bind"), "the bind mount on '/a' has no source"),
        (Mount(destination: "/a", source: "", options: ["rbind"]), "the bind mount on '/a' has no source"),
        (Mount(destination: "/a", source: "/x"), "the mount on '/a' has no type"),
        (Mount(destination: "/a", type: "none", source: "/x"), "the mount on '/a' has no type"),
        (
            Mount(destination: "/a", type: "cgroup", options: ["memory"]),
            "'memory' is no option of the cgroup on '/a'"
        ),
        // The copy would be written to the host's directory.
        (
            Mount(destination: "/a", type: "bind", source: "/x", options: ["tmpcopyup"]),
            "tmpcopyup on '/a' is for a tmpfs"
        ),
        (Mount(destination: "/a", type: "proc", options: ["tmpcopyup"]), "tmpcopyup on '/a' is for a tmpfs"),
        (Mount(destination: "/a", type: "cgroup", options: ["tmpcopyup"]), "tmpcopyup on '/a' is for a tmpfs"),
        (Mount(destination: "/a", type: "tmpfs", options: ["idmap"]), "'/a': only bind mounts can map ids"),
        (Mount(destination: "/a", type: "cgroup", options: ["ridmap"]), "'/a': only bind mounts can map ids"),
    ])
    func whatCannotBeIsRefused(mount: RuntimeSpec.Mount, reason: String) {
        #expect(refusal(mount) == "mounts: \(reason)")
    }

    @Test func onlyBindsMapIds() throws {
        var mount = Mount(destination: "/a", type: "tmpfs")
        mount.gidMappings = [.init(containerID: 0, hostID: 1000, size: 1)]
        #expect(refusal(mount) == "mounts: '/a': only bind mounts can map ids")
        mount.type = "bind"
        mount.source = "/x"
        #expect(try plan(mount).gidMappings.count == 1)
    }

    @Test func theMountsOfTheDefaultConfigurationAreAllUnderstood() throws {
        for mount in RuntimeSpec.standard.mounts ?? [] { _ = try plan(mount) }
    }

    @Test func kernelInterfacesAreKnown() throws {
        #expect(try plan(Mount(destination: "/proc", type: "proc")).isKernelInterface)
        #expect(try plan(Mount(destination: "/sys", type: "sysfs")).isKernelInterface)
        #expect(try !plan(Mount(destination: "/proc", type: "bind", source: "/proc")).isKernelInterface)
        #expect(try !plan(Mount(destination: "/sys", type: "tmpfs")).isKernelInterface)
    }
}
