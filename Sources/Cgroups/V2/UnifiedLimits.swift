import Linux
import OCI
import SystemPackage

/// A cgroup of v2 with its limits.
enum UnifiedLimits {
    /// - Parameter permissions: rules about devices are done without where they may be: the kernel lets none but the
    ///   machine's root attach them, and an ordinary user makes no device files.
    static func create(
        _ path: String, below mountpoint: String, _ resources: RuntimeSpec.Resources,
        _ permissions: CgroupPermissions = .needed
    ) throws(CgroupError) {
        let present = controllers(of: mountpoint)
        try Controllers.check(resources, Controllers.unified, present: present)
        try Controllers.check(resources, Controllers.legacyOnly, present: [])
        try CgroupDirectory.create(path, below: mountpoint)
        let passed = try Delegation.pass(used(present), along: path, below: mountpoint, for: resources)
        try apply(resources, to: mountpoint + path, controllers: passed, permissions)
    }

    /// Changes the limits of a cgroup that is there.
    static func update(_ directory: String, _ resources: RuntimeSpec.Resources) throws(CgroupError) {
        let present = controllers(of: directory)
        try Controllers.check(resources, Controllers.unified, present: present)
        try Controllers.check(resources, Controllers.legacyOnly, present: [])
        try apply(resources, to: directory, controllers: used(present))
    }

    /// Those that this cgroup's children may have.
    static func controllers(of directory: String) -> Set<String> {
        let text = CgroupFiles(directory: directory).text("cgroup.controllers") ?? ""
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// Whether a limit is asked for that a machine of v1 may have in v2: no hierarchy of v1 is needed for these.
    static func asksCompanions(_ resources: RuntimeSpec.Resources) -> Bool {
        resources.hugepageLimits?.isEmpty == false || resources.rdma?.isEmpty == false
    }

    /// The limits of controllers that are v2's where the others are v1's.
    static func applyCompanion(
        _ path: String, below mountpoint: String, _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) {
        guard asksCompanions(resources) else { return }
        let names = controllers(of: mountpoint).intersection([HugepagesV2.name, RDMA.name]).sorted()
        let passed = try Delegation.pass(names, along: path, below: mountpoint, for: resources)
        let files = CgroupFiles(directory: mountpoint + path)
        for name in passed { try files.write(try Controllers.unified[name]?.settings(for: resources) ?? []) }
    }

    private static func used(_ present: Set<String>) -> [String] {
        present.filter { Controllers.unified[$0] != nil }.sorted()
    }

    private static func apply(
        _ resources: RuntimeSpec.Resources, to directory: String, controllers: [String],
        _ permissions: CgroupPermissions = .needed
    ) throws(CgroupError) {
        let files = CgroupFiles(directory: directory)
        for name in controllers {
            try files.write(try Controllers.unified[name]?.settings(for: resources) ?? [])
        }
        if let rules = resources.devices, !rules.isEmpty {
            do { try DevicesV2.apply(rules, to: directory) } catch  where permissions.canDoWithout(error) {}
        }
        for (file, value) in resources.unified?.sorted(by: { $0.key < $1.key }) ?? [] {
            guard !file.contains("/") else {
                throw CgroupError(.invalidValue, "linux.resources.unified: '\(file)' is no file of a cgroup")
            }
            try files.write(CgroupSetting(file, value, "linux.resources.unified"))
        }
    }
}
