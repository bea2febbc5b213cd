import TestSupport
import Testing

@testable import Cgroups

/// Which machines can limit swap.
struct SwapTests {
    /// A hierarchy of v2 with these files, of which the last part is made below the others.
    private func unified(_ files: [String], ownPath: String = "/") throws -> Bool {
        try TemporaryDirectory.with { root in
            for file in files {
                let path = "\(root)/\(file)"
                try ToolProcess.run(["sh", "-c", "mkdir -p $(dirname \(path)) && echo cpu memory > \(path)"])
            }
            return CgroupHierarchies(legacy: [], unified: .init(mountpoint: root, ownPath: ownPath)).limitsSwap
        }
    }

    private func legacy(_ files: [String: String]) throws -> Bool {
        var limitsSwap: Bool?
        try FixtureDirectory.with(files) { root in
            let memory = CgroupHierarchies.Legacy(controllers: ["memory"], mountpoint: root, ownPath: "/")
            let pids = CgroupHierarchies.Legacy(controllers: ["pids"], mountpoint: root + "/pids", ownPath: "/")
            limitsSwap = CgroupHierarchies(legacy: [pids, memory], unified: nil).limitsSwap
        }
        return limitsSwap == true
    }

    @Test func v1CountsItOrNot() throws {
        #expect(try legacy(["memory.limit_in_bytes": "", "memory.memsw.limit_in_bytes": ""]))
        #expect(try !legacy(["memory.limit_in_bytes": ""]))
    }

    @Test func v2TellsItInItsOwnCgroup() throws {
        let own = ["cgroup.controllers", "a/b/memory.max", "other/memory.max"]
        #expect(try unified(own + ["a/b/memory.swap.max"], ownPath: "/a/b"))
        #expect(try !unified(own + ["other/memory.swap.max"], ownPath: "/a/b"))
    }

    /// As in the root of a machine, or of a container's cgroup namespace.
    @Test func v2TellsItBelowItsRoot() throws {
        let below = ["cgroup.controllers", "without/cgroup.procs", "with/memory.max"]
        #expect(try unified(below + ["with/memory.swap.max"]))
        #expect(try !unified(below))
        #expect(try unified(["cgroup.controllers"]))
        #expect(try !unified(["cgroup.procs"]))
    }

    @Test func noHierarchyLimitsNothing() {
        #expect(!CgroupHierarchies(legacy: [], unified: nil).limitsSwap)
        let freezer = CgroupHierarchies.Legacy(controllers: ["freezer"], mountpoint: "/nowhere", ownPath: "/")
        #expect(!CgroupHierarchies(legacy: [freezer], unified: .init(mountpoint: "/", ownPath: "/")).limitsSwap)
    }
}
