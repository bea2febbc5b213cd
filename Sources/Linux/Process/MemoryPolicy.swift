import CLinux

/// The calling thread's policy for memory on several nodes: set_mempolicy(2).
package enum MemoryPolicy {
    /// `MPOL_` by name.
    package static let modes: [String: Int32] = [
        "MPOL_DEFAULT": 0, "MPOL_PREFERRED": 1, "MPOL_BIND": 2, "MPOL_INTERLEAVE": 3, "MPOL_LOCAL": 4,
        "MPOL_PREFERRED_MANY": 5, "MPOL_WEIGHTED_INTERLEAVE": 6,
    ]
    /// `MPOL_F_` by name; they are part of the mode.
    package static let flags: [String: Int32] = [
        "MPOL_F_NUMA_BALANCING": 1 << 13, "MPOL_F_RELATIVE_NODES": 1 << 14, "MPOL_F_STATIC_NODES": 1 << 15,
    ]

    /// - Parameter nodes: `nil` for modes that take none.
    package static func set(mode: Int32, nodes: NumberList?) throws(SystemCallError) {
        guard let mask = nodes?.mask else {
            try systemCall("set_mempolicy") { clinux_set_mempolicy(mode, nil, 0) }
            return
        }
        // The kernel reads one bit less than it is told of.
        try systemCall("set_mempolicy") { clinux_set_mempolicy(mode, mask, UInt(mask.count * UInt.bitWidth + 1)) }
    }
}
