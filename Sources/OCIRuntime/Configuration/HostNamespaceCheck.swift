import Linux
import OCI

/// What a container sets in a namespace must not be set in the caller's own, which a path of `linux.namespaces` may
/// lead to.
struct HostNamespaceCheck {
    let spec: RuntimeSpec

    func run() throws(RuntimeError) {
        let changed = Set(changes.keys)
        for namespace in spec.linux?.namespaces ?? [] where changed.contains(namespace.type) {
            guard let path = namespace.path, !path.isEmpty, let member = changes[namespace.type] else { continue }
            let kind = namespace.type.rawValue
            let isOwn = try doing("linux.namespaces: \(kind) at \(path)") { () throws(SystemCallError) in
                let name = namespace.type == .network ? "net" : kind
                let own = try FileStatus(of: "/proc/self/ns/\(name)")
                let joined = try FileStatus(of: path)
                return own.filesystem == joined.filesystem && own.inode == joined.inode
            }
            if isOwn { throw .invalid(member, "it would be set in the host's \(kind) namespace, which is \(path)") }
        }
    }

    /// The kinds that something is set in, and the member that says so.
    private var changes: [RuntimeSpec.Namespace.Kind: String] {
        var changes: [RuntimeSpec.Namespace.Kind: String] = [:]
        for name in spec.linux?.sysctl?.keys.sorted() ?? [] {
            if let kind = KernelParameter(name).namespace { changes[kind] = "linux.sysctl: \(name)" }
        }
        if spec.domainname?.isEmpty == false { changes[.uts] = "domainname" }
        if spec.hostname?.isEmpty == false { changes[.uts] = "hostname" }
        return changes
    }
}
