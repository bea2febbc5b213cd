extension RuntimeSpec {
    /// `config.md`, section "Process": what is run, and as whom.
    package struct Process: Equatable, Sendable {
        package var terminal: Bool?
        package var consoleSize: ConsoleSize?
        package var user: User?
        /// The program and its arguments; the program is looked up in `PATH` of `env` when it has no slash.
        package var args: [String]?
        /// `NAME=value` each.
        package var env: [String]?
        /// Absolute, inside the container; made if it is missing.
        package var cwd: String
        package var capabilities: Capabilities?
        package var rlimits: [ResourceLimit]?
        package var noNewPrivileges: Bool?
        package var apparmorProfile: String?
        /// -1000 to 1000; see proc_pid_oom_score_adj(5).
        package var oomScoreAdj: Int?
        package var selinuxLabel: String?
        package var ioPriority: IOPriority?
        package var scheduler: Scheduler?
        package var execCPUAffinity: CPUAffinity?

        package init(args: [String]? = nil, env: [String]? = nil, cwd: String = "/", user: User? = nil) {
            self.args = args
            self.env = env
            self.cwd = cwd
            self.user = user
        }
    }

    /// In characters.
    package struct ConsoleSize: Equatable, Sendable {
        package var height: UInt32
        package var width: UInt32

        package init(height: UInt32, width: UInt32) {
            self.height = height
            self.width = width
        }
    }

    /// Numbers as the container sees them.
    package struct User: Equatable, Sendable {
        package var uid: UInt32
        package var gid: UInt32
        /// umask(2), such as `0o022`.
        package var umask: UInt32?
        package var additionalGids: [UInt32]?

        package init(uid: UInt32 = 0, gid: UInt32 = 0, umask: UInt32? = nil, additionalGids: [UInt32]? = nil) {
            self.uid = uid
            self.gid = gid
            self.umask = umask
            self.additionalGids = additionalGids
        }
    }

    /// The five sets of capabilities(7), in names such as `CAP_CHOWN`. An absent set is empty.
    package struct Capabilities: Equatable, Sendable {
        package var bounding: [String]?
        package var effective: [String]?
        package var inheritable: [String]?
        package var permitted: [String]?
        package var ambient: [String]?

        package init(
            bounding: [String]? = nil, effective: [String]? = nil, inheritable: [String]? = nil,
            permitted: [String]? = nil, ambient: [String]? = nil
        ) {
            self.bounding = bounding
            self.effective = effective
            self.inheritable = inheritable
            self.permitted = permitted
            self.ambient = ambient
        }
    }

    /// setrlimit(2): `type` is a name such as `RLIMIT_NOFILE`.
    package struct ResourceLimit: Equatable, Sendable {
        package var type: String
        package var hard: UInt64
        package var soft: UInt64

        package init(type: String, hard: UInt64, soft: UInt64) {
            self.type = type
            self.hard = hard
            self.soft = soft
        }
    }
}
