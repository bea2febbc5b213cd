import CLinux

/// Which CPUs a process may run on: sched_setaffinity(2).
package struct CPUAffinity: Equatable, Sendable {
    private let mask: [UInt]

    package init(_ list: NumberList) { mask = list.mask }

    /// The calling thread's.
    package init() throws(SystemCallError) {
        var mask = [UInt](repeating: 0, count: 128)
        let size = UInt(mask.count * MemoryLayout<UInt>.size)
        let count = try systemCall("sched_getaffinity") { clinux_sched_getaffinity(0, &mask, size) }
        self.mask = Array(mask.prefix(Int(count) / MemoryLayout<UInt>.size))
    }

    /// - Parameter pid: 0 is the calling thread.
    package func apply(to pid: Int32 = 0) throws(SystemCallError) {
        try systemCall("sched_setaffinity") {
            clinux_sched_setaffinity(pid, mask, UInt(mask.count * MemoryLayout<UInt>.size))
        }
    }
}
