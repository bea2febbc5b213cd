import Linux
import OCI

/// What the runtime can do: runtime-spec, `features.md`.
package struct RuntimeFeatures: Encodable, Sendable {
    var ociVersionMin = "1.0.0"
    var ociVersionMax = RuntimeSpec.version
    var hooks = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"]
    var mountOptions = MountOptions.names
    var linux = LinuxFeatures()

    package static let current = RuntimeFeatures()

    struct LinuxFeatures: Encodable, Sendable {
        var namespaces = RuntimeSpec.Namespace.Kind.allCases.map(\.rawValue).sorted()
        var capabilities = CapabilitySet.names
        var cgroup = ["v1": true, "v2": true, "systemd": false, "systemdUser": false, "rdma": true]
        var seccomp = SeccompFeatures()
        var apparmor = ["enabled": true]
        var selinux = ["enabled": true]
        var intelRdt = ["enabled": false]
        var mountExtensions = ["idmap": ["enabled": true]]
    }

    struct SeccompFeatures: Encodable, Sendable {
        var enabled = true
        var actions = SeccompNames.actions
        var operators = SeccompNames.comparisons.keys.sorted()
    }
}
