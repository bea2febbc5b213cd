extension RuntimeSpec {
    /// ioprio_set(2).
    package struct IOPriority: Equatable, Sendable {
        /// `IOPRIO_CLASS_RT`, `IOPRIO_CLASS_BE` or `IOPRIO_CLASS_IDLE`.
        package var `class`: String
        /// 0 (highest) to 7.
        package var priority: Int

        package init(class: String, priority: Int = 0) {
            self.class = `class`
            self.priority = priority
        }
    }

    /// sched_setattr(2): `policy` and `flags` are names such as `SCHED_BATCH` and `SCHED_FLAG_RESET_ON_FORK`.
    package struct Scheduler: Equatable, Sendable {
        package var policy: String
        package var nice: Int32?
        package var priority: Int32?
        package var flags: [String]?
        /// In nanoseconds, as the two that follow; for `SCHED_DEADLINE`.
        package var runtime: UInt64?
        package var deadline: UInt64?
        package var period: UInt64?

        package init(policy: String) {
            self.policy = policy
        }
    }

    /// Lists of CPUs such as `0-3,7`, before and after an exec's process is placed in the container's cgroup.
    package struct CPUAffinity: Equatable, Sendable {
        package var initial: String?
        package var final: String?

        package init(initial: String? = nil, final: String? = nil) {
            self.initial = initial
            self.final = final
        }
    }
}
