import Linux
package import OCI

extension ContainerRuntime {
    /// What of a configuration is without effect, as under other runtimes: not wrong enough to be refused.
    package static func warnings(about spec: RuntimeSpec) -> [String] {
        ambientWarnings(spec) + bindWarnings(spec) + labelWarnings(spec)
    }

    /// What runc warns of too, in its words.
    package static func capabilityWarnings(about spec: RuntimeSpec) -> [String] {
        let isElsewhere = spec.linux?.namespaces?.contains { $0.type == .user } == true
        return capabilityWarnings(about: spec.process, inUserNamespace: isElsewhere)
    }

    /// The same for a process that is added to a container.
    ///
    /// - Throws: `notFound`.
    package func capabilityWarnings(
        about process: RuntimeSpec.Process, in id: String
    ) throws(RuntimeError) -> [String] {
        let warnings = Self.capabilityWarnings(about: process, inUserNamespace: false)
        if warnings.isEmpty { return [] }
        let kinds = NamespaceKinds(rawValue: try StateDirectory(root: stateRoot, id: id).read().namespaces)
        return Self.capabilityWarnings(about: process, inUserNamespace: kinds.contains(.user))
    }

    private static func capabilityWarnings(
        about process: RuntimeSpec.Process?, inUserNamespace isElsewhere: Bool
    ) -> [String] {
        guard let available = try? CapabilityPlan.available(inUserNamespace: isElsewhere) else { return [] }
        let names = CapabilityPlan.unavailable(process?.capabilities, available: available)
        if names.isEmpty { return [] }
        return ["ignoring unknown or unavailable capabilities: [\(names.joined(separator: " "))]"]
    }

    private static func labelWarnings(_ spec: RuntimeSpec) -> [String] {
        guard let label = spec.linux?.mountLabel, !label.isEmpty, !SELinux.isEnabled else { return [] }
        return ["linux.mountLabel: '\(label)' is kept nowhere: this kernel has no SELinux"]
    }

    private static func ambientWarnings(_ spec: RuntimeSpec) -> [String] {
        guard let sets = spec.process?.capabilities else { return [] }
        let kept = Set(sets.permitted ?? []).intersection(sets.inheritable ?? [])
        return (sets.ambient ?? []).filter { !kept.contains($0) }.map {
            "process.capabilities.ambient: \($0) is not both permitted and inheritable, and is left out"
        }
    }

    /// mount(2) takes them, and does nothing with them.
    private static func bindWarnings(_ spec: RuntimeSpec) -> [String] {
        (spec.mounts ?? []).flatMap { mount -> [String] in
            let options = mount.options ?? []
            guard mount.type == "bind" || options.contains(where: { $0 == "bind" || $0 == "rbind" }) else { return [] }
            return MountOptions(options).data.map {
                "mounts: '\($0)' on '\(mount.destination)' is an option of a filesystem, which a bind mount is not"
            }
        }
    }
}
