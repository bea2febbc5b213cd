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
    /// The root, opened; an ordinary user can do so only in the container's own namespaces.
    let root: OwnedDescriptor?
    let rootMount: RootMount
    let seccomp: SeccompFilter?
    let capabilities: CapabilityPlan
    var placement: CgroupPlacement
    var entrance = CgroupEntrance()
    /// `nil` starts the program at once.
    let startListener: OwnedDescriptor?
    let hasInit: Bool
    let preservedDescriptors: Int
    let usesPivot: Bool
    let hasKeyring: Bool

    var hasUserNamespace: Bool { namespaces.hasUser }
    var sharedAttributes: SharedAttributes? { SharedAttributes(spec) }
    /// Whether its mounts are not only its own: what is there of others must stay as it is.
    var sharesMounts: Bool { !namespaces.created.contains(.mount) }
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
