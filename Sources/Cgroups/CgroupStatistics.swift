/// What a container used, as its cgroup counts it.
package struct CgroupStatistics: Equatable, Sendable {
    package var memory = Memory()
    package var cpu = CPU()
    package var pids = Pids()
    package var io = IO()

    package init() {}

    /// In bytes.
    package struct Memory: Equatable, Sendable {
        package var usage: UInt64 = 0
        package var maximumUsage: UInt64?
        /// `nil` is no limit.
        package var limit: UInt64?
        /// How often the limit was hit.
        package var failures: UInt64?
        /// How many processes were killed for want of memory.
        package var oomKills: UInt64 = 0
        /// `memory.stat`, in the words of the machine's version of cgroups.
        package var details: [String: UInt64] = [:]
    }

    /// Times in nanoseconds.
    package struct CPU: Equatable, Sendable {
        package var total: UInt64 = 0
        package var user: UInt64 = 0
        package var kernel: UInt64 = 0
        /// By number of the processor; empty on v2, which does not count it.
        package var perProcessor: [UInt64] = []
        /// Periods of the quota that passed, those in which it ran out, and how long the processes then waited.
        package var periods: UInt64 = 0
        package var throttledPeriods: UInt64 = 0
        package var throttledTime: UInt64 = 0
    }

    package struct Pids: Equatable, Sendable {
        package var current: UInt64 = 0
        /// `nil` is no limit.
        package var limit: UInt64?
    }

    package struct IO: Equatable, Sendable {
        /// In bytes.
        package var bytes: [IOCount] = []
        /// In operations.
        package var operations: [IOCount] = []
    }

    package struct IOCount: Equatable, Sendable {
        package var major: UInt64
        package var minor: UInt64
        /// In lower case: `read`, `write`, `sync`, `async`, `discard`, `total`.
        package var operation: String
        package var value: UInt64

        package init(major: UInt64, minor: UInt64, operation: String, value: UInt64) {
            self.major = major
            self.minor = minor
            self.operation = operation
            self.value = value
        }
    }
}
