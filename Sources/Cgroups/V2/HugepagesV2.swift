import OCI

/// cgroup-v2.rst, "HugeTLB".
enum HugepagesV2: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        var settings: [CgroupSetting] = []
        for limit in resources.hugepageLimits ?? [] {
            let file = "hugetlb.\(try limit.checkedPageSize())"
            let member = "linux.resources.hugepageLimits"
            // Reservations first: who exceeds them is told at mmap(2), and not ended by SIGBUS at a page fault.
            settings.append(CgroupSetting("\(file).rsvd.max", limit.limit, member, isOptional: true))
            settings.append(CgroupSetting("\(file).max", limit.limit, member))
        }
        return settings
    }
}
