import CLinux

/// The child that clone3(2) made, as its parent and as it itself see it.
package enum CloneResult: ~Copyable {
    case child
    case parent(pid: Int32, pidfd: OwnedDescriptor)

    package var isChild: Bool {
        switch self {
        case .child: true
        case .parent: false
        }
    }
}

/// Forks the calling process into new namespaces, and into a cgroup, in one call: clone3(2).
///
/// Both sides go on from here. The caller must be single-threaded, since only the calling thread is in the child, and a
/// lock that another holds would stay held there. The child must never return up the stack: it ends in an exec or in
/// `_exit`.
/// - Parameters:
///   - cgroup: a directory of the v2 hierarchy to start in; `nil` stays in the caller's.
///   - isSibling: makes the child one of the caller's parent, which alone can wait for it.
package func cloneProcess(
    _ namespaces: NamespaceKinds = [], cgroup: Int32? = nil, isSibling: Bool = false
) throws(SystemCallError) -> CloneResult {
    var pidfd: Int32 = -1
    let pidfdFlag: UInt64 = 0x1000
    let parentFlag: UInt64 = 0x8000
    let intoCgroup: UInt64 = 0x2_0000_0000
    var flags = pidfdFlag | UInt64(namespaces.rawValue) | (cgroup == nil ? 0 : intoCgroup)
    if isSibling { flags |= parentFlag }
    let pid = try systemCall("clone3") { clinux_clone3(flags, &pidfd, cgroup ?? -1) }
    return pid == 0 ? .child : .parent(pid: pid, pidfd: OwnedDescriptor(owning: pidfd))
}

/// Forks the calling process into a child of its parent: clone3(2) with CLONE_PARENT. The caller must be
/// single-threaded.
///
/// - Returns: the child's pid; 0 in the child.
package func cloneSibling() throws(SystemCallError) -> Int32 {
    try systemCall("clone3") { clinux_clone_sibling() }
}
