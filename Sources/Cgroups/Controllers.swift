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

    /// For cgroups that cannot be had. Rules about devices are not missed there: who may not make a cgroup may not make
    /// device files either.
    static func checkNothingAsked(
        _ resources: RuntimeSpec.Resources, _ all: [String: any CgroupController.Type]
    ) throws(CgroupError) {
        var resources = resources
        resources.devices = nil
        if let file = resources.unified?.keys.min() {
            throw CgroupError(.unsupported, "linux.resources.unified: '\(file)': the cgroup may not be made")
        }
        for controller in all.values {
            if let setting = try controller.settings(for: resources).first {
                throw CgroupError(
                    .unsupported, "\(setting.member): cgroups of the controller '\(controller.name)' may not be made")
            }
        }
    }

    /// What `resources` asks of controllers that are not among `present`.
    ///
    /// - Parameter lack: what the others are not there for.
    static func check(
        _ resources: RuntimeSpec.Resources, _ all: [String: any CgroupController.Type], present: Set<String>,
        lack: String = "this machine has no cgroup controller"
    ) throws(CgroupError) {
        for (name, controller) in all where !present.contains(name) {
            if let setting = try controller.settings(for: resources).first {
                throw CgroupError(.unsupported, "\(setting.member): \(lack) '\(name)'")
            }
        }
    }
}
