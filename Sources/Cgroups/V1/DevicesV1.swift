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
            let added = rule.legacyDescriptions.map { CgroupSetting(file, $0, "linux.resources.devices") }
            // What was allowed already, and not denied since, need not be allowed again.
            let sinceDenial = settings.reversed().prefix { $0.file == "devices.allow" }
            settings += added.filter { setting in !rule.allow || !sinceDenial.contains { $0.value == setting.value } }
        }
        return settings
    }
}

extension DeviceAccess {
    /// Such as `c 1:3 rwm`. To the kernel `a` is everything, whatever stands behind it: a rule about some devices of
    /// both kinds, or some access to all, is two.
    var legacyDescriptions: [String] {
        if isAboutEverything { return ["a"] }
        let numbers = [major, minor].map { $0.map(String.init) ?? "*" }.joined(separator: ":")
        let kinds: [Kind] = kind == .all ? [.character, .block] : [kind]
        return kinds.map { "\($0.rawValue) \(numbers) \(access.description)" }
    }
}
