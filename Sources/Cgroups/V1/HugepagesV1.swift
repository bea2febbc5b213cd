import OCI

/// hugetlb.rst of cgroup v1.
enum HugepagesV1: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        (resources.hugepageLimits ?? []).map {
            CgroupSetting("hugetlb.\($0.pageSize).limit_in_bytes", $0.limit, "linux.resources.hugepageLimits")
        }
    }
}
