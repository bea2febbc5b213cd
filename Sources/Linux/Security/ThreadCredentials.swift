import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// User and groups of the calling thread: credentials(7).
package enum ThreadCredentials {
    /// The first user and group of the user namespace that the caller is in.
    package static func becomeRoot() throws(SystemCallError) {
        try setGroup(0)
        try setUser(0)
    }

    package static func setUser(_ user: UInt32) throws(SystemCallError) {
        try systemCall("setresuid", "\(user)") { clinux_setresuid(user, user, user) }
    }

    package static func setGroup(_ group: UInt32) throws(SystemCallError) {
        try systemCall("setresgid", "\(group)") { clinux_setresgid(group, group, group) }
    }

    package static func setAdditionalGroups(_ groups: [UInt32]) throws(SystemCallError) {
        try systemCall("setgroups", "\(groups)") { clinux_setgroups(UInt(groups.count), groups) }
    }
}
