import Cgroups
import Linux
import OCI

/// All that a container's first process needs, collected and opened by its parent.
struct ContainerSetup: ~Copyable {
    let id: String
    let bundle: String
    let spec: RuntimeSpec
    let process: RuntimeSpec.Process
    let linux: RuntimeSpec.Linux
    let streams: ProcessStreams
    let namespaces: NamespacePlan
    let mounts: [MountPlan]
    let preparedMounts: PreparedMounts
    let root: OwnedDescriptor
    let rootPath: String
    let seccomp: SeccompFilter?
    let capabilities: CapabilityPlan
    let placement: CgroupPlacement
    var entrance = CgroupEntrance()
    /// `nil` starts the program at once.
    let startListener: OwnedDescriptor?
    let hasInit: Bool

    var hasUserNamespace: Bool { namespaces.created.contains(.user) }
    var devices: [RuntimeSpec.Device] { linux.devices ?? [] }

    var propagation: MountOptions.Propagation {
        get throws(RuntimeError) {
            guard let name = linux.rootfsPropagation, !name.isEmpty else {
                return .init(kind: .slave, recursive: true)
            }
            guard let propagation = MountOptions([name]).propagation.first else {
                throw .invalid("linux.rootfsPropagation", "'\(name)' is no kind of propagation")
            }
            return propagation
        }
    }
}
