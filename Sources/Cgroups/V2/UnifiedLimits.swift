import Linux
import OCI
import SystemPackage

/// A cgroup of v2 with its limits.
enum UnifiedLimits {
    static func create(
        _ path: String, below mountpoint: String, _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) {
        let present = controllers(of: mountpoint)
        try Controllers.check(resources, Controllers.unified, present: present)
        try Controllers.check(resources, Controllers.legacyOnly, present: [])
        let used = used(present)
        try CgroupDirectory.create(path, below: mountpoint)
        try delegate(used, along: path, below: mountpoint)
        try apply(resources, to: mountpoint + path, controllers: used)
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
        try delegate(names, along: path, below: mountpoint)
        let files = CgroupFiles(directory: mountpoint + path)
        for name in names { try files.write(try Controllers.unified[name]?.settings(for: resources) ?? []) }
    }

    private static func used(_ present: Set<String>) -> [String] {
        present.filter { Controllers.unified[$0] != nil }.sorted()
    }

    /// A controller is there for a cgroup when all of its ancestors pass it on.
    private static func delegate(
        _ controllers: [String], along path: String, below mountpoint: String
    ) throws(CgroupError) {
        var directory = mountpoint
        for component in path.split(separator: "/") {
            let files = CgroupFiles(directory: directory)
            let passed = Set(files.text("cgroup.subtree_control")?.split(whereSeparator: \.isWhitespace) ?? [])
            let missing = controllers.filter { !passed.contains(Substring($0)) }
            if !missing.isEmpty { try enable(missing, files) }
            directory += "/\(component)"
        }
    }

    private static func enable(_ controllers: [String], _ files: CgroupFiles) throws(CgroupError) {
        let value = controllers.map { "+\($0)" }.joined(separator: " ")
        do { try files.write(value, to: "cgroup.subtree_control") } catch  where error.errno == .resourceBusy {
            throw CgroupError(
                .unsupported,
                "cgroup \(files.directory) holds processes, so none beneath it can have limits: "
                    + "choose another cgroup parent", cause: error)
        } catch {
            throw CgroupError("cgroup \(files.directory)", error)
        }
    }

    private static func apply(
        _ resources: RuntimeSpec.Resources, to directory: String, controllers: [String]
    ) throws(CgroupError) {
        let files = CgroupFiles(directory: directory)
        for name in controllers {
            try files.write(try Controllers.unified[name]?.settings(for: resources) ?? [])
        }
        if let rules = resources.devices, !rules.isEmpty { try DevicesV2.apply(rules, to: directory) }
        for (file, value) in resources.unified?.sorted(by: { $0.key < $1.key }) ?? [] {
            guard !file.contains("/") else {
                throw CgroupError(.invalidValue, "linux.resources.unified: '\(file)' is no file of a cgroup")
            }
            try files.write(CgroupSetting(file, value, "linux.resources.unified"))
        }
    }
}
