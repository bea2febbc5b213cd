import CLinux

/// sched_setattr(2) and ioprio_set(2) of the calling thread, in the kernel's numbers.
package struct SchedulerAttributes: Sendable {
    private var raw = clinux_sched_attr()

    /// - Parameters: times are in nanoseconds.
    package init(
        policy: UInt32, flags: UInt64, nice: Int32, priority: UInt32, runtime: UInt64, deadline: UInt64, period: UInt64
    ) {
        raw.size = UInt32(MemoryLayout<clinux_sched_attr>.size)
        raw.sched_policy = policy
        raw.sched_flags = flags
        raw.sched_nice = nice
        raw.sched_priority = priority
        raw.sched_runtime = runtime
        raw.sched_deadline = deadline
        raw.sched_period = period
    }

    package func apply() throws(SystemCallError) {
        var raw = raw
        try systemCall("sched_setattr") { clinux_sched_setattr(0, &raw) }
    }

    package static func setIOPriority(class: Int32, level: Int32) throws(SystemCallError) {
        let processes: Int32 = 1
        try systemCall("ioprio_set") { clinux_ioprio_set(processes, 0, `class` << 13 | level) }
    }
}
