extension RuntimeSpec {
    /// `config-linux.md`, section "Control groups": limits in the terms of cgroup v1, translated where v2 runs.
    package struct Resources: Equatable, Sendable {
        package var devices: [DeviceRule]?
        package var memory: Memory?
        package var cpu: CPU?
        package var pids: Pids?
        package var blockIO: BlockIO?
        package var hugepageLimits: [HugepageLimit]?
        package var network: Network?
        package var rdma: [String: RDMA]?
        /// Files of the v2 hierarchy, written as they are.
        package var unified: [String: String]?

        package init(memory: Memory? = nil, cpu: CPU? = nil, pids: Pids? = nil, devices: [DeviceRule]? = nil) {
            self.memory = memory
            self.cpu = cpu
            self.pids = pids
            self.devices = devices
        }
    }

    /// Applied in order: a later rule wins.
    package struct DeviceRule: Equatable, Sendable {
        package var allow: Bool
        /// `a` all (also when absent), `c` character, `b` block.
        package var type: String?
        /// Absent or negative is any, as for `minor`.
        package var major: Int64?
        package var minor: Int64?
        /// Of the letters `rwm`; absent is all.
        package var access: String?

        package init(
            allow: Bool, type: String? = nil, major: Int64? = nil, minor: Int64? = nil, access: String? = nil
        ) {
            self.allow = allow
            self.type = type
            self.major = major
            self.minor = minor
            self.access = access
        }
    }

    /// In bytes; -1 is no limit.
    package struct Memory: Equatable, Sendable {
        package var limit: Int64?
        package var reservation: Int64?
        /// Memory and swap together.
        package var swap: Int64?
        package var kernel: Int64?
        package var kernelTCP: Int64?
        /// 0 to 100.
        package var swappiness: UInt64?
        package var disableOOMKiller: Bool?
        package var useHierarchy: Bool?
        package var checkBeforeUpdate: Bool?

        package init(limit: Int64? = nil, reservation: Int64? = nil, swap: Int64? = nil) {
            self.limit = limit
            self.reservation = reservation
            self.swap = swap
        }
    }

    package struct CPU: Equatable, Sendable {
        /// 2 to 262144.
        package var shares: UInt64?
        /// Microseconds of processor time in each period; -1 is no limit.
        package var quota: Int64?
        package var burst: UInt64?
        /// In microseconds, 1000 to 1000000.
        package var period: UInt64?
        package var realtimeRuntime: Int64?
        package var realtimePeriod: UInt64?
        /// A list such as `0-3,7`, as `mems`.
        package var cpus: String?
        package var mems: String?
        package var idle: Int64?

        package init(shares: UInt64? = nil, quota: Int64? = nil, period: UInt64? = nil, cpus: String? = nil) {
            self.shares = shares
            self.quota = quota
            self.period = period
            self.cpus = cpus
        }
    }

    package struct Pids: Equatable, Sendable {
        /// 0 and below is no limit.
        package var limit: Int64?

        package init(limit: Int64?) {
            self.limit = limit
        }
    }

    package struct HugepageLimit: Equatable, Sendable {
        /// Such as `2MB`.
        package var pageSize: String
        /// In bytes.
        package var limit: UInt64
    }

    package struct Network: Equatable, Sendable {
        package var classID: UInt32?
        package var priorities: [InterfacePriority]?

        package init() {}
    }

    package struct InterfacePriority: Equatable, Sendable {
        package var name: String
        package var priority: UInt32
    }

    package struct RDMA: Equatable, Sendable {
        package var hcaHandles: UInt32?
        package var hcaObjects: UInt32?

        package init() {}
    }
}
