import OCI

/// hugetlb.rst of cgroup v1.
enum HugepagesV1: CgroupController {
    static let name = "hugetlb"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        var settings: [CgroupSetting] = []
        for limit in resources.hugepageLimits ?? [] {
            let file = "hugetlb.\(try limit.checkedPageSize()).limit_in_bytes"
            settings.append(CgroupSetting(file, limit.limit, "linux.resources.hugepageLimits"))
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
