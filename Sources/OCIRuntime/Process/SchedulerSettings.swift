import Linux
import OCI

/// `process.scheduler` and `process.ioPriority`.
enum SchedulerSettings {
    private static let policies: [String: UInt32] = [
        "SCHED_OTHER": 0, "SCHED_FIFO": 1, "SCHED_RR": 2, "SCHED_BATCH": 3, "SCHED_ISO": 4, "SCHED_IDLE": 5,
        "SCHED_DEADLINE": 6,
    ]
    private static let flags: [String: UInt64] = [
        "SCHED_FLAG_RESET_ON_FORK": 0x01, "SCHED_FLAG_RECLAIM": 0x02, "SCHED_FLAG_DL_OVERRUN": 0x04,
        "SCHED_FLAG_KEEP_POLICY": 0x08, "SCHED_FLAG_KEEP_PARAMS": 0x10, "SCHED_FLAG_UTIL_CLAMP_MIN": 0x20,
        "SCHED_FLAG_UTIL_CLAMP_MAX": 0x40,
    ]
    private static let classes: [String: Int32] = [
        "IOPRIO_CLASS_RT": 1, "IOPRIO_CLASS_BE": 2, "IOPRIO_CLASS_IDLE": 3,
    ]

    static func apply(_ scheduler: RuntimeSpec.Scheduler) throws(RuntimeError) {
        guard let policy = policies[scheduler.policy] else {
            throw .invalid("process.scheduler.policy", "there is no policy '\(scheduler.policy)'")
        }
        // The kernel would take the nearest that there is.
        if let nice = scheduler.nice, !(-20...19).contains(nice) {
            throw .invalid("process.scheduler.nice", "\(nice) is not within -20 and 19")
        }
        var bits: UInt64 = 0
        for name in scheduler.flags ?? [] {
            guard let flag = flags[name] else {
                throw .invalid("process.scheduler.flags", "there is no flag '\(name)'")
            }
            bits |= flag
        }
        let attributes = SchedulerAttributes(
            policy: policy, flags: bits, nice: scheduler.nice ?? 0,
            priority: UInt32(bitPattern: scheduler.priority ?? 0), runtime: scheduler.runtime ?? 0,
            deadline: scheduler.deadline ?? 0, period: scheduler.period ?? 0)
        try doing("process.scheduler") { () throws(SystemCallError) in try attributes.apply() }
    }

    static func apply(_ priority: RuntimeSpec.IOPriority) throws(RuntimeError) {
        guard let number = classes[priority.class], 0...7 ~= priority.priority else {
            throw .invalid("process.ioPriority", "'\(priority.class)' \(priority.priority) is no class and priority")
        }
        try doing("process.ioPriority") { () throws(SystemCallError) in
            try SchedulerAttributes.setIOPriority(class: number, level: Int32(priority.priority))
        }
    }
}
