import CLinux

/// eBPF programs that decide about device files, and their attachment to cgroups of v2: bpf(2).
package enum DeviceProgramDescriptor {
    private static let allowMultiple: UInt32 = 2

    /// - Throws: `EINVAL` or `EACCES` for a program that the kernel's verifier refuses.
    package static func load(_ instructions: [UInt64]) throws(SystemCallError) -> OwnedDescriptor {
        let count = UInt32(instructions.count)
        return OwnedDescriptor(
            owning: try systemCall("bpf", "BPF_PROG_LOAD") {
                clinux_bpf_load_device_program(instructions, count, nil, 0)
            })
    }

    /// Beside those that are there already: all of them must allow an access.
    package static func attach(_ program: Int32, to cgroup: Int32) throws(SystemCallError) {
        try systemCall("bpf", "BPF_PROG_ATTACH") {
            clinux_bpf_attach_device_program(cgroup, program, allowMultiple)
        }
    }

    /// The ids of the programs that are attached to the very cgroup, at most 64.
    package static func attached(to cgroup: Int32) -> [UInt32] {
        var ids = [UInt32](repeating: 0, count: 64)
        var count = UInt32(ids.count)
        guard clinux_bpf_query_device_programs(cgroup, &ids, &count) == 0 else { return [] }
        return Array(ids.prefix(Int(count)))
    }

    package static func detach(_ id: UInt32, from cgroup: Int32) throws(SystemCallError) {
        let program = OwnedDescriptor(
            owning: try systemCall("bpf", "BPF_PROG_GET_FD_BY_ID") { clinux_bpf_program_descriptor(id) })
        try systemCall("bpf", "BPF_PROG_DETACH") { clinux_bpf_detach_device_program(cgroup, program.raw) }
    }
}
