import OCI

/// hugetlb.rst of cgroup v1.
enum HugepagesV1: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        var settings: [CgroupSetting] = []
        for limit in resources.hugepageLimits ?? [] {
            let file = "hugetlb.\(try limit.checkedPageSize())"
            let member = "linux.resources.hugepageLimits"
            // Reservations first: who exceeds them is told at mmap(2), and not ended by SIGBUS at a page fault.
            settings.append(CgroupSetting("\(file).rsvd.limit_in_bytes", limit.limit, member, isOptional: true))
            settings.append(CgroupSetting("\(file).limit_in_bytes", limit.limit, member))
        }
        return settings
    }
}

extension RuntimeSpec.HugepageLimit {
    /// It becomes part of a file's name.
    func checkedPageSize() throws(CgroupError) -> String {
        guard !pageSize.isEmpty, pageSize.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw CgroupError(.invalidValue, "linux.resources.hugepageLimits: '\(pageSize)' is no size of a page")
        }
        return pageSize
    }
}
