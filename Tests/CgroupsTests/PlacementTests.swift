import OCI
import Testing

@testable import Cgroups

struct PlacementTests {
    private typealias Resources = RuntimeSpec.Resources

    private let unified = CgroupHierarchies(legacy: [], unified: .init(mountpoint: "/cg", ownPath: "/own"))
    private let hybrid = CgroupHierarchies(
        legacy: ["memory", "cpu", "cpuacct", "cpuset", "pids", "devices", "freezer", "blkio", "net_cls"].map {
            .init(controllers: [$0], mountpoint: "/cg/\($0)", ownPath: "/own")
        } + [.init(controllers: ["name=systemd"], mountpoint: "/cg/systemd", ownPath: "/session")],
        unified: .init(mountpoint: "/cg/unified", ownPath: "/"))

    @Test(arguments: [
        (nil, "/cg/own/c1"), ("", "/cg/own/c1"), ("box", "/cg/own/box"), ("a/b/", "/cg/own/a/b"),
        ("/docker/c1", "/cg/docker/c1"), ("//x//y", "/cg/x/y"),
        ("system.slice:docker:c1", "/cg/own/system.slice:docker:c1"),
    ])
    func pathsAreBelowTheRootOrTheCallersOwn(path: String?, directory: String) throws {
        let placement = try CgroupPlacement(path: path, id: "c1", resources: Resources(), in: unified)
        #expect(placement.isUnified)
        #expect(placement.legacy.isEmpty)
        #expect(placement.unified == directory)
        #expect(placement.unifiedMountpoint == "/cg")
        #expect(placement.directory(of: "memory") == directory)
    }

    @Test(arguments: ["/", "..", "a/../b", "/..", "./a", "a/.", "a\0b", "//"])
    func pathsThatAreNoneAreRefused(path: String) {
        let message = "linux.cgroupsPath: '\(path)' is no path of a cgroup"
        #expect(throws: CgroupError(.invalidValue, message)) {
            try CgroupPlacement(path: path, id: "c1", resources: Resources(), in: unified)
        }
        #expect(throws: CgroupError(.invalidValue, message)) {
            try CgroupPlacement(path: path, id: "c1", resources: Resources(), in: hybrid)
        }
    }

    @Test func onlyWhatIsNeededOfV1IsUsed() throws {
        let placement = try CgroupPlacement(path: "/box", id: "c1", resources: Resources(), in: hybrid)
        #expect(!placement.isUnified)
        #expect(
            placement.legacy.map(\.directory) == [
                "/cg/memory/box", "/cg/cpu/box", "/cg/cpuacct/box", "/cg/pids/box", "/cg/devices/box",
                "/cg/freezer/box", "/cg/blkio/box", "/cg/systemd/box",
            ])
        #expect(placement.unified == "/cg/unified/box")
        #expect(placement.directory(of: "pids") == "/cg/pids/box")
        #expect(placement.directory(of: "cpuset") == nil)
    }

    @Test func aLimitBringsItsHierarchy() throws {
        let resources = try Resources(text: #"{"cpu": {"cpus": "0"}, "network": {"classID": 65537}}"#)
        let placement = try CgroupPlacement(path: nil, id: "c1", resources: resources, in: hybrid)
        #expect(placement.directory(of: "cpuset") == "/cg/cpuset/own/c1")
        #expect(placement.directory(of: "net_cls") == "/cg/net_cls/own/c1")
        #expect(placement.directory(of: "name=systemd") == "/cg/systemd/session/c1")
    }

    @Test func controllersThatShareAHierarchyShareADirectory() throws {
        let hierarchies = CgroupHierarchies(
            legacy: [
                .init(controllers: ["net_cls", "net_prio"], mountpoint: "/cg/net", ownPath: "/"),
                .init(controllers: ["cpu", "cpuacct"], mountpoint: "/cg/cpu,cpuacct", ownPath: "/"),
            ],
            unified: nil)
        let placement = try CgroupPlacement(path: nil, id: "c1", resources: Resources(), in: hierarchies)
        #expect(placement.legacy.map(\.directory) == ["/cg/cpu,cpuacct/c1"])
        #expect(placement.directory(of: "cpuacct") == "/cg/cpu,cpuacct/c1")
    }
}
