import OCI

/// net_cls.rst.
enum NetworkClassV1: CgroupController {
    static let name = "net_cls"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        guard let id = resources.network?.classID, id != 0 else { return [] }
        return [CgroupSetting("net_cls.classid", id, "linux.resources.network.classID")]
    }
}

/// net_prio.rst.
enum NetworkPriorityV1: CgroupController {
    static let name = "net_prio"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        (resources.network?.priorities ?? []).map {
            CgroupSetting("net_prio.ifpriomap", "\($0.name) \($0.priority)", "linux.resources.network.priorities")
        }
    }
}
