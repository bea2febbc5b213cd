import Testing

@testable import Cgroups

struct HierarchiesTests {
    private typealias Legacy = CgroupHierarchies.Legacy

    @Test func unified() {
        let hierarchies = CgroupHierarchies(
            membership: "0::/user.slice/user-0.slice/session-1.scope\n", root: "/cg", rootIsUnified: true)
        #expect(hierarchies.isUnified)
        #expect(hierarchies.legacy.isEmpty)
        #expect(
            hierarchies.unified
                == .init(mountpoint: "/cg", ownPath: "/user.slice/user-0.slice/session-1.scope"))
    }

    @Test func legacy() {
        let text = """
            12:pids:/user.slice
            4:cpu,cpuacct:/user.slice
            3:memory:/a:b
            1:name=systemd:/user.slice/session-1.scope

            """
        let hierarchies = CgroupHierarchies(membership: text, root: "/cg", rootIsUnified: false)
        #expect(!hierarchies.isUnified)
        #expect(hierarchies.unified == nil)
        #expect(
            hierarchies.legacy == [
                Legacy(controllers: ["pids"], mountpoint: "/cg/pids", ownPath: "/user.slice"),
                Legacy(controllers: ["cpu", "cpuacct"], mountpoint: "/cg/cpu,cpuacct", ownPath: "/user.slice"),
                Legacy(controllers: ["memory"], mountpoint: "/cg/memory", ownPath: "/a:b"),
                Legacy(
                    controllers: ["name=systemd"], mountpoint: "/cg/systemd", ownPath: "/user.slice/session-1.scope"),
            ])
    }

    @Test func hybrid() {
        let text = "2:memory:/\n1:name=systemd:/init\n0::/init\n"
        let hierarchies = CgroupHierarchies(membership: text, root: "/cg", rootIsUnified: false)
        #expect(!hierarchies.isUnified)
        #expect(hierarchies.legacy.map(\.mountpoint) == ["/cg/memory", "/cg/systemd"])
        #expect(hierarchies.unified == .init(mountpoint: "/cg/unified", ownPath: "/init"))
    }

    /// A kernel lists hierarchies of v1 that have lost their mounts; a root of v2 has no room for them.
    @Test func unifiedWithLeftovers() {
        let hierarchies = CgroupHierarchies(membership: "5:misc:/\n0::/x\n", root: "/cg", rootIsUnified: true)
        #expect(hierarchies.isUnified)
        #expect(hierarchies.unified?.ownPath == "/x")
    }

    @Test(arguments: ["", "\n\n", "nonsense", "1:memory", "::"])
    func nonsenseIsNoHierarchyOfV1(text: String) {
        #expect(CgroupHierarchies(membership: text, root: "/cg", rootIsUnified: false).legacy.isEmpty)
    }

    @Test func thisMachineHasOne() throws {
        let hierarchies = try CgroupHierarchies.detect()
        #expect(hierarchies.isUnified || !hierarchies.legacy.isEmpty)
    }
}
