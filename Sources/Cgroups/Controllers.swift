import OCI

/// All controllers, by the kernel's names.
enum Controllers {
    static let legacy: [String: any CgroupController.Type] = table([
        MemoryV1.self, CPUV1.self, CPUAccountingV1.self, CPUSetV1.self, Pids.self, DevicesV1.self, FreezerV1.self,
        BlockIOV1.self, HugepagesV1.self, NetworkClassV1.self, NetworkPriorityV1.self, RDMA.self,
    ])

    static let unified: [String: any CgroupController.Type] = table([
        MemoryV2.self, CPUV2.self, CPUSetV2.self, Pids.self, IOV2.self, HugepagesV2.self, RDMA.self,
    ])

    /// Those of v1 that have no successor in v2, but the devices'.
    static let legacyOnly: [String: any CgroupController.Type] = table([NetworkClassV1.self, NetworkPriorityV1.self])

    private static func table(_ controllers: [any CgroupController.Type]) -> [String: any CgroupController.Type] {
        Dictionary(uniqueKeysWithValues: controllers.map { ($0.name, $0) })
    }

    /// What `resources` asks of controllers that are not among `present`.
    static func check(
        _ resources: RuntimeSpec.Resources, _ all: [String: any CgroupController.Type], present: Set<String>
    ) throws(CgroupError) {
        for (name, controller) in all where !present.contains(name) {
            if let setting = try controller.settings(for: resources).first {
                throw CgroupError(
                    .unsupported, "\(setting.member): this machine has no cgroup controller '\(name)'")
            }
        }
    }
}
