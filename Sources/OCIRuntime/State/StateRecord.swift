import Cgroups
import Linux
import OCI

/// What the runtime keeps of a container, to find it again from another process.
struct StateRecord: Equatable, Sendable {
    var ociVersion: String
    var id: String
    /// Of the first process, in the namespace of who created it.
    var pid: Int32
    /// In clock ticks since the machine's start: with it, a reused pid is told apart. See proc_pid_stat(5).
    var startTime: UInt64
    /// RFC 3339.
    var created: String
    var bundle: String
    var rootfs: String
    var annotations: [String: String]?
    var cgroup: ContainerCgroup
    /// The namespaces that it does not share with its creator: `CLONE_NEW` flags.
    var namespaces: Int32
    var isFiltered: Bool
    var shared: SharedAttributes?
    var sharedRoot: SharedRoot?
    var resourceControl: ResourceControl?
    var poststart: [RuntimeSpec.Hook]
    var poststop: [RuntimeSpec.Hook]

    func state(_ status: RuntimeState.Status) -> RuntimeState {
        RuntimeState(
            ociVersion: ociVersion, id: id, status: status, pid: status == .stopped ? 0 : pid, bundle: bundle,
            annotations: annotations)
    }

    /// To be called once the container is gone, as config.md has it.
    ///
    /// - Returns: why some failed, which holds nothing up: `runtime.md`, section "Lifecycle", has it logged.
    func runPoststopHooks() -> [RuntimeError] {
        HookRunner.runAll(poststop, "poststop", state(.stopped), in: bundle)
    }
}
