import Linux
import OCI

/// The five sets of capabilities, by name no more.
struct CapabilityPlan: Equatable, Sendable {
    var bounding: CapabilitySet
    var effective: CapabilitySet
    var inheritable: CapabilitySet
    var permitted: CapabilitySet
    var ambient: CapabilitySet

    /// What a process can be given: in a user namespace that is not the caller's all that there is.
    static func available(inUserNamespace: Bool) throws(RuntimeError) -> CapabilitySet {
        try doing("capabilities") { () throws(SystemCallError) in
            try inUserNamespace ? CapabilitySet.known() : ThreadCapabilities.permitted()
        }
    }

    /// - Parameter available: what this kernel or machine lacks is left out, as the specification has it: a list that
    ///   was written for a newer kernel serves on an older one too. ``unavailable(_:available:)`` tells of it.
    init(_ capabilities: RuntimeSpec.Capabilities?, available: CapabilitySet) {
        func set(_ names: [String]?) -> CapabilitySet {
            let all = (names ?? []).compactMap { CapabilitySet(name: $0) }
            return all.reduce(into: CapabilitySet()) { $0.formUnion($1) }.intersection(available)
        }
        bounding = set(capabilities?.bounding)
        effective = set(capabilities?.effective)
        inheritable = set(capabilities?.inheritable)
        permitted = set(capabilities?.permitted)
        // The kernel raises only what is permitted and inheritable, and runc leaves the rest out too.
        ambient = set(capabilities?.ambient).intersection(permitted).intersection(inheritable)
    }

    /// Names of capabilities that are left out, each once.
    static func unavailable(_ capabilities: RuntimeSpec.Capabilities?, available: CapabilitySet) -> [String] {
        let sets = [
            capabilities?.bounding, capabilities?.effective, capabilities?.inheritable, capabilities?.permitted,
            capabilities?.ambient,
        ]
        return Set(sets.flatMap { $0 ?? [] }).sorted().filter { name in
            CapabilitySet(name: name).map { !available.isSuperset(of: $0) } ?? true
        }
    }
}
