import Linux
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// Mappings of user_namespaces(7).
enum UserNamespace {
    /// Writes the maps of the user namespace that `pid` is in.
    ///
    /// Who has no rights over ids maps its own by itself, and others with the help of newuidmap(1), which knows what
    /// subuid(5) gives to whom.
    ///
    /// - Parameter member: what the mappings are members of, for messages.
    static func map(
        _ pid: Int32, uid: [RuntimeSpec.IDMapping], gid: [RuntimeSpec.IDMapping], of member: String = "linux."
    ) throws(RuntimeError) {
        if geteuid() == 0 {
            try write(gid, pid, "gid", member)
            return try write(uid, pid, "uid", member)
        }
        if isOnly(gid, getegid()), isOnly(uid, geteuid()) {
            // Whoever could drop groups would gain what a group is forbidden: user_namespaces(7).
            try doing("\(member)gidMappings") { () throws(SystemCallError) in
                try SmallFile.write("deny", to: "/proc/\(pid)/setgroups")
            }
            try write(gid, pid, "gid", member)
            return try write(uid, pid, "uid", member)
        }
        try MappingProgram.run("newgidmap", pid, gid, "\(member)gidMappings")
        try MappingProgram.run("newuidmap", pid, uid, "\(member)uidMappings")
    }

    private static func isOnly(_ mappings: [RuntimeSpec.IDMapping], _ id: UInt32) -> Bool {
        mappings.count == 1 && mappings[0].hostID == id && mappings[0].size == 1
    }

    private static func write(
        _ mappings: [RuntimeSpec.IDMapping], _ pid: Int32, _ kind: String, _ member: String
    ) throws(RuntimeError) {
        try doing("\(member)\(kind)Mappings") { () throws(SystemCallError) in
            try SmallFile.write(text(mappings), to: "/proc/\(pid)/\(kind)_map")
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
            try map(pid, uid: uid, gid: gid, of: "mounts: ")
            return try doing("user namespace of a mount") { () throws(SystemCallError) in
                try OwnedDescriptor.open("/proc/\(pid)/ns/user", O_RDONLY)
            }
        }
    }
}
