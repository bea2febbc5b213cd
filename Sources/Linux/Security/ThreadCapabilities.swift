import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The calling thread's sets of capabilities(7).
package enum ThreadCapabilities {
    private static let boundingDrop: Int32 = 24
    private static let keepCapabilities: Int32 = 8
    private static let ambient: Int32 = 47
    private static let ambientRaise: UInt = 2
    private static let ambientClear: UInt = 4

    /// The permitted set.
    package static func permitted() throws(SystemCallError) -> CapabilitySet {
        var effective: UInt64 = 0
        var permitted: UInt64 = 0
        var inheritable: UInt64 = 0
        try systemCall("capget") { clinux_capget(&effective, &permitted, &inheritable) }
        return CapabilitySet(rawValue: permitted)
    }

    /// Takes all but `kept` from the bounding set; those that the kernel does not know end the list.
    package static func limitBounding(to kept: CapabilitySet) throws(SystemCallError) {
        for bit in 0..<64 where !kept.contains(bit: bit) {
            do {
                try systemCall("prctl", "PR_CAPBSET_DROP \(bit)") {
                    clinux_prctl(boundingDrop, UInt(bit), 0, 0, 0)
                }
            } catch  where error.errno == .invalidArgument {
                return
            }
        }
    }

    /// Whether the permitted set survives the change from user 0 to another.
    package static func keepAcrossUserChange(_ keep: Bool) throws(SystemCallError) {
        try systemCall("prctl", "PR_SET_KEEPCAPS") { clinux_prctl(keepCapabilities, keep ? 1 : 0, 0, 0, 0) }
    }

    package static func set(
        effective: CapabilitySet, permitted: CapabilitySet, inheritable: CapabilitySet
    ) throws(SystemCallError) {
        try systemCall("capset", String(effective.rawValue, radix: 16)) {
            clinux_capset(effective.rawValue, permitted.rawValue, inheritable.rawValue)
        }
    }

    package static func setAmbient(_ set: CapabilitySet) throws(SystemCallError) {
        try systemCall("prctl", "PR_CAP_AMBIENT") { clinux_prctl(ambient, ambientClear, 0, 0, 0) }
        for bit in 0..<64 where set.contains(bit: bit) {
            try systemCall("prctl", "PR_CAP_AMBIENT_RAISE \(bit)") {
                clinux_prctl(ambient, ambientRaise, UInt(bit), 0, 0)
            }
        }
    }
}
