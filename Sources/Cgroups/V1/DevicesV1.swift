import OCI

/// devices.rst of cgroup v1.
enum DevicesV1: CgroupController {
    static let name = "devices"
    static let isAlwaysUsed = true

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let rules = resources.devices, !rules.isEmpty else { return [] }
        var settings: [CgroupSetting] = []
        for rule in try DeviceAccess.complete(rules) {
            let file = rule.allow ? "devices.allow" : "devices.deny"
            settings.append(CgroupSetting(file, rule.legacyDescription, "linux.resources.devices"))
        }
        return settings
    }
}

extension DeviceAccess {
    /// `c 1:3 rwm`; a lone `a` is everything.
    var legacyDescription: String {
        if kind == .all && major == nil && minor == nil { return "a" }
        let numbers = [major, minor].map { $0.map(String.init) ?? "*" }.joined(separator: ":")
        return "\(kind.rawValue) \(numbers) \(access.description)"
    }
}
