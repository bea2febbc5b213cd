import Linux
import OCI

/// The five sets of capabilities, by name no more.
struct CapabilityPlan: Equatable, Sendable {
    var bounding: CapabilitySet
    var effective: CapabilitySet
    var inheritable: CapabilitySet
    var permitted: CapabilitySet
    var ambient: CapabilitySet

    /// - Parameter available: a name that this kernel or machine lacks is left out, as runc does: a list that was
    ///   written for a newer kernel serves on an older one too.
    init(_ capabilities: RuntimeSpec.Capabilities?, available: CapabilitySet) throws(RuntimeError) {
        func set(_ names: [String]?, _ member: String) throws(RuntimeError) -> CapabilitySet {
            var set: CapabilitySet = []
            for name in names ?? [] {
                guard let capability = CapabilitySet(name: name) else {
                    throw .invalid("process.capabilities.\(member)", "there is no capability '\(name)'")
                }
                set.formUnion(capability)
            }
            return set.intersection(available)
        }
        bounding = try set(capabilities?.bounding, "bounding")
        effective = try set(capabilities?.effective, "effective")
        inheritable = try set(capabilities?.inheritable, "inheritable")
        permitted = try set(capabilities?.permitted, "permitted")
        // The kernel raises only what is permitted and inheritable, and runc leaves the rest out too.
        ambient = try set(capabilities?.ambient, "ambient").intersection(permitted).intersection(inheritable)
    }
}
