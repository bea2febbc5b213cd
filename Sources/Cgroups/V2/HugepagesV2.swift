import OCI

/// cgroup-v2.rst, "HugeTLB".
enum HugepagesV2: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        var settings: [CgroupSetting] = []
        for limit in resources.hugepageLimits ?? [] {
            let file = "hugetlb.\(try limit.checkedPageSize()).max"
            settings.append(CgroupSetting(file, limit.limit, "linux.resources.hugepageLimits"))
        }
        return settings
    }
}
