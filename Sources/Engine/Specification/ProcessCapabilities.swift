import Linux
import OCI

/// The capability sets of a container's first process.
struct ProcessCapabilities {
    let sets: RuntimeSpec.Capabilities

    /// - Parameter root: whether it runs as user 0; another starts with none in effect, as under Docker.
    init(_ security: SecurityOptions, root: Bool) throws(EngineError) {
        let names = try Capabilities.effective(
            added: security.addedCapabilities, dropped: security.droppedCapabilities, privileged: security.privileged,
            available: Self.available)
        sets = RuntimeSpec.Capabilities(
            bounding: names, effective: root ? names : [], inheritable: [], permitted: root ? names : [], ambient: [])
    }

    /// What the engine itself may give away: its bounding set, from `CapBnd` of proc(5).
    private static let available: Set<String> = {
        let status = (try? AtomicFile.read("/proc/self/status")).flatMap { $0 } ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("CapBnd:") }
        let mask = line.flatMap { UInt64($0.dropFirst(7).drop(while: \.isWhitespace), radix: 16) } ?? 0
        return Set(Capabilities.all.enumerated().filter { mask >> UInt64($0.offset) & 1 == 1 }.map(\.element))
    }()
}
