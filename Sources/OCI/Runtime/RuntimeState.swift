/// A container's state as the runtime specification writes it: `runtime.md`, section "State".
package struct RuntimeState: Equatable, Sendable {
    package enum Status: String, Sendable {
        case creating, created, running, paused, stopped
    }
    package var ociVersion: String
    package var id: String
    package var status: Status
    /// Of the container's first process, in the caller's pid namespace; 0 when it has ended.
    package var pid: Int32
    /// Absolute.
    package var bundle: String
    package var annotations: [String: String]?

    package init(
        ociVersion: String = RuntimeSpec.version, id: String, status: Status, pid: Int32, bundle: String,
        annotations: [String: String]? = nil
    ) {
        self.ociVersion = ociVersion
        self.id = id
        self.status = status
        self.pid = pid
        self.bundle = bundle
        self.annotations = annotations
    }
}
