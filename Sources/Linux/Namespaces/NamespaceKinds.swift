import CLinux

/// Kinds of namespaces(7): the `CLONE_NEW` flags of clone(2), setns(2) and unshare(2).
package struct NamespaceKinds: OptionSet, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let time = NamespaceKinds(rawValue: 0x80)
    package static let mount = NamespaceKinds(rawValue: 0x2_0000)
    package static let cgroup = NamespaceKinds(rawValue: 0x200_0000)
    package static let uts = NamespaceKinds(rawValue: 0x400_0000)
    package static let ipc = NamespaceKinds(rawValue: 0x800_0000)
    package static let user = NamespaceKinds(rawValue: 0x1000_0000)
    package static let pid = NamespaceKinds(rawValue: 0x2000_0000)
    package static let network = NamespaceKinds(rawValue: 0x4000_0000)

    /// setns(2). `descriptor` is of a namespace of this kind, or a pidfd whose process's namespaces are joined.
    package func join(_ descriptor: Int32) throws(SystemCallError) {
        try systemCall("setns") { clinux_setns(descriptor, rawValue) }
    }

    /// unshare(2).
    package func unshare() throws(SystemCallError) {
        try systemCall("unshare") { clinux_unshare(rawValue) }
    }
}
