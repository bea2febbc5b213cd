import DockerAPI
import TestSupport
import Testing

@testable import Cgroups
@testable import DockerServer
@testable import Engine

struct SystemInfoTests {
    /// What an engine says on a machine with v1 whose memory hierarchy has these files.
    private func information(_ files: [String]) throws -> SystemInfo {
        try TemporaryDirectory.with { root in
            for file in files { try ToolProcess.run(["touch", "\(root)/\(file)"]) }
            let memory = CgroupHierarchies.Legacy(controllers: ["memory"], mountpoint: root, ownPath: "/")
            let host = HostInformation(cgroups: CgroupHierarchies(legacy: [memory], unified: nil))
            return SystemInfo(
                EngineInformation(
                    id: "x", host: host, running: 0, stopped: 0, images: 0, storageDriver: "copy", dataRoot: "/x"))
        }
    }

    @Test func warnsWhereSwapCannotBeLimited() throws {
        let with = try information(["memory.memsw.limit_in_bytes"])
        #expect(with.swapLimit && with.warnings.isEmpty)
        let without = try information([])
        #expect(!without.swapLimit)
        #expect(without.warnings == ["WARNING: No swap limit support"])
    }
}
