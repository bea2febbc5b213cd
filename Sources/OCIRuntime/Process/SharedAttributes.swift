import Linux
import OCI

/// What a container's configuration says of each of its processes, those that join it later too.
struct SharedAttributes: Equatable, Sendable {
    var personality: RuntimeSpec.Personality?
    var memoryPolicy: RuntimeSpec.MemoryPolicy?
    /// Of processes that join.
    var affinity: RuntimeSpec.CPUAffinity?
    var listener: SeccompListener?

    /// - Returns: `nil` where there is nothing to share, so that nothing is kept of it.
    init?(_ spec: RuntimeSpec) {
        personality = spec.linux?.personality
        memoryPolicy = spec.linux?.memoryPolicy
        affinity = spec.process?.execCPUAffinity
        listener = SeccompListener(spec.linux?.seccomp)
        if personality == nil, memoryPolicy == nil, affinity == nil, listener == nil { return nil }
    }

    func apply() throws(RuntimeError) {
        if let personality { try Self.apply(personality) }
        if let memoryPolicy { try Self.apply(memoryPolicy) }
    }

    private static func apply(_ personality: RuntimeSpec.Personality) throws(RuntimeError) {
        let number = try check(personality)
        try doing("linux.personality") { () throws(SystemCallError) in try Personality.set(number) }
    }

    private static func apply(_ policy: RuntimeSpec.MemoryPolicy) throws(RuntimeError) {
        let (mode, nodes) = try check(policy)
        try doing("linux.memoryPolicy") { () throws(SystemCallError) in try MemoryPolicy.set(mode: mode, nodes: nodes) }
    }

    @discardableResult
    static func check(_ personality: RuntimeSpec.Personality) throws(RuntimeError) -> UInt {
        guard let domain = Personality.domains[personality.domain] else {
            throw .invalid("linux.personality.domain", "'\(personality.domain)' is neither LINUX nor LINUX32")
        }
        if let flag = personality.flags?.first {
            throw .invalid("linux.personality.flags", "the specification has no flag '\(flag)'")
        }
        return domain
    }

    /// - Returns: the mode with its flags, and the nodes.
    @discardableResult
    static func check(_ policy: RuntimeSpec.MemoryPolicy) throws(RuntimeError) -> (Int32, NumberList?) {
        guard var mode = MemoryPolicy.modes[policy.mode] else {
            throw .invalid("linux.memoryPolicy.mode", "there is no mode '\(policy.mode)'")
        }
        for name in policy.flags ?? [] {
            guard let flag = MemoryPolicy.flags[name] else {
                throw .invalid("linux.memoryPolicy.flags", "there is no flag '\(name)'")
            }
            mode |= flag
        }
        guard let text = policy.nodes, !text.isEmpty else { return (mode, nil) }
        guard let nodes = NumberList(text) else {
            throw .invalid("linux.memoryPolicy.nodes", "'\(text)' is no list of nodes")
        }
        return (mode, nodes)
    }

    static func check(_ affinity: RuntimeSpec.CPUAffinity) throws(RuntimeError) {
        _ = try cpus(affinity.initial, "initial")
        _ = try cpus(affinity.final, "final")
    }

    static func cpus(_ text: String?, _ member: String) throws(RuntimeError) -> CPUAffinity? {
        guard let text, !text.isEmpty else { return nil }
        guard let list = NumberList(text) else {
            throw .invalid("process.execCPUAffinity.\(member)", "'\(text)' is no list of CPUs")
        }
        return CPUAffinity(list)
    }
}
