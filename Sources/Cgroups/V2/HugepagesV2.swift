import OCI

/// cgroup-v2.rst, "HugeTLB".
enum HugepagesV2: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        (resources.hugepageLimits ?? []).map {
            CgroupSetting("hugetlb.\($0.pageSize).max", $0.limit, "linux.resources.hugepageLimits")
        }
    }
}
