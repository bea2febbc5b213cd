import OCI

/// A parameter of `linux.sysctl`, such as `net.ipv4.ip_forward`.
struct KernelParameter {
    /// With a dot between the parts, however it was written.
    private let name: String

    init(_ name: String) {
        self.name = name.split { $0 == "/" || $0 == "." }.joined(separator: ".")
    }

    /// Below `/proc/sys`.
    var path: String { name.split(separator: ".").joined(separator: "/") }

    private static let ipc: Set<String> = [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax",
        "kernel.shmmni", "kernel.shm_rmid_forced",
    ]

    /// The kind of namespace that has a value of its own; `nil` for a parameter of the whole machine.
    var namespace: RuntimeSpec.Namespace.Kind? {
        if Self.ipc.contains(name) || name.hasPrefix("fs.mqueue.") { return .ipc }
        if name.hasPrefix("net.") { return .network }
        return name == "kernel.domainname" ? .uts : nil
    }
}
