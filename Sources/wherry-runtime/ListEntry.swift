import JSON
import OCI
import OCIRuntime

/// A container as runc's `state` and `list` show it.
struct ListEntry: JSONWritable {
    let state: RuntimeState
    let rootfs, created: String
    /// The name of who created it; empty where that is not told.
    let owner: String

    init(_ container: ContainerSummary, owner: String) {
        state = container.state
        rootfs = container.rootfs
        created = container.created
        self.owner = owner
    }

    init(_ container: ContainerSummary) {
        self.init(container, owner: Self.name(of: container.owner))
    }

    /// Of the host's passwd(5), which this program reads itself: the C library would load others into it.
    private static func name(of user: UInt32) -> String {
        HostUser.name(of: user) ?? "#\(user)"
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("ociVersion", state.ociVersion)
            writer.required("id", state.id)
            writer.required("pid", state.pid)
            writer.required("status", state.status)
            writer.required("bundle", state.bundle)
            writer.required("rootfs", rootfs)
            writer.required("created", created)
            writer.optional("annotations", state.annotations)
            writer.required("owner", owner)
        }
    }
}
