import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// prctl(2) and keyctl(2), as far as they keep processes apart.
package enum ProcessHardening {
    private static let setDumpable: Int32 = 4
    private static let setNoNewPrivileges: Int32 = 38

    /// Keeps processes without CAP_SYS_PTRACE over the *host's* user namespace from reading the caller's memory and
    /// following its links in `/proc` (`exe`, `fd/N`, `root`), until it execs.
    package static func forbidInspection() throws(SystemCallError) {
        try systemCall("prctl", "PR_SET_DUMPABLE") { clinux_prctl(setDumpable, 0, 0, 0, 0) }
    }

    package static func forbidNewPrivileges() throws(SystemCallError) {
        try systemCall("prctl", "PR_SET_NO_NEW_PRIVS") { clinux_prctl(setNoNewPrivileges, 1, 0, 0, 0) }
    }

    /// Replaces the inherited session keyring by the one of that name, made if there is none: keyrings(7) are otherwise
    /// shared with the host.
    package static func joinKeyring(named name: String) throws(SystemCallError) {
        try systemCall("keyctl", "KEYCTL_JOIN_SESSION_KEYRING") { clinux_join_session_keyring(name) }
    }
}
