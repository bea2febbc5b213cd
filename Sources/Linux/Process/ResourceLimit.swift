import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// setrlimit(2).
package enum ResourceLimit {
    /// The kernel's numbers, by the names of the manual.
    package static let numbers: [String: Int32] = [
        "RLIMIT_CPU": 0, "RLIMIT_FSIZE": 1, "RLIMIT_DATA": 2, "RLIMIT_STACK": 3, "RLIMIT_CORE": 4, "RLIMIT_RSS": 5,
        "RLIMIT_NPROC": 6, "RLIMIT_NOFILE": 7, "RLIMIT_MEMLOCK": 8, "RLIMIT_AS": 9, "RLIMIT_LOCKS": 10,
        "RLIMIT_SIGPENDING": 11, "RLIMIT_MSGQUEUE": 12, "RLIMIT_NICE": 13, "RLIMIT_RTPRIO": 14, "RLIMIT_RTTIME": 15,
    ]

    /// - Parameter pid: 0 is the caller. `UInt64.max` is no limit.
    package static func set(
        _ number: Int32, soft: UInt64, hard: UInt64, of pid: Int32 = 0
    ) throws(SystemCallError) {
        var limit = rlimit(rlim_cur: rlim_t(soft), rlim_max: rlim_t(hard))
        try systemCall("prlimit") { clinux_prlimit(pid, number, &limit) }
    }

    /// The caller's own hard limit, which it may not exceed without CAP_SYS_RESOURCE.
    package static func hard(_ number: Int32) throws(SystemCallError) -> UInt64 {
        var limit = rlimit()
        try systemCall("getrlimit") { getrlimit(number, &limit) }
        return UInt64(limit.rlim_max)
    }
}
