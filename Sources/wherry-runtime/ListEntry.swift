import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// A container as runc's `state` and `list` show it.
struct ListEntry: Encodable {
    var ociVersion, id, status, bundle, rootfs, created, owner: String
    var pid: Int32
    var annotations: [String: String]?

    init(_ summary: ContainerSummary, owner: String) {
        ociVersion = summary.state.ociVersion
        id = summary.state.id
        status = summary.state.status.rawValue
        bundle = summary.state.bundle
        rootfs = summary.rootfs
        created = summary.created
        pid = summary.state.pid
        annotations = summary.state.annotations
        self.owner = owner
    }

    init(_ summary: ContainerSummary) {
        self.init(summary, owner: Self.name(of: summary.owner))
    }

    /// Of the host's passwd(5), which this program reads itself: the C library would load others into it.
    private static func name(of user: UInt32) -> String {
        HostUser.name(of: user) ?? "#\(user)"
    }
}
