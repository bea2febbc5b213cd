import Linux
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// Mappings of user_namespaces(7).
enum UserNamespace {
    /// Writes the maps of the user namespace that `pid` is in. The caller needs CAP_SETUID and CAP_SETGID over its own.
    static func map(
        _ pid: Int32, uid: [RuntimeSpec.IDMapping], gid: [RuntimeSpec.IDMapping]
    ) throws(RuntimeError) {
        try doing("linux.gidMappings") { () throws(SystemCallError) in
            try SmallFile.write(text(gid), to: "/proc/\(pid)/gid_map")
        }
        try doing("linux.uidMappings") { () throws(SystemCallError) in
            try SmallFile.write(text(uid), to: "/proc/\(pid)/uid_map")
        }
    }

    private static func text(_ mappings: [RuntimeSpec.IDMapping]) -> String {
        mappings.map { "\($0.containerID) \($0.hostID) \($0.size)\n" }.joined()
    }

    /// A user namespace for an id-mapped mount. It needs a process to be mapped; that one ends at once.
    static func make(
        uid: [RuntimeSpec.IDMapping], gid: [RuntimeSpec.IDMapping]
    ) throws(RuntimeError) -> OwnedDescriptor {
        let result = try doing("user namespace of a mount") { () throws(SystemCallError) in
            try cloneProcess(.user)
        }
        switch consume result {
        case .child:
            pause()
            _exit(0)
        case .parent(let pid, let pidfd):
            defer { ChildProcess.end(pid, pidfd.raw) }
            try map(pid, uid: uid, gid: gid)
            return try doing("user namespace of a mount") { () throws(SystemCallError) in
                try OwnedDescriptor.open("/proc/\(pid)/ns/user", O_RDONLY)
            }
        }
    }
}
