import CSeccomp
import Linux
import OCI

/// What the runtime can do: runtime-spec, `features.md` and `features-linux.md`.
package struct RuntimeFeatures: Encodable, Sendable {
    var ociVersionMin = "1.0.0"
    var ociVersionMax = RuntimeSpec.version
    var hooks = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"]
    var mountOptions = MountOptions.names
    var linux = LinuxFeatures()
    var annotations = ["io.github.seccomp.libseccomp.version": Self.libraryVersion]

    package static let current = RuntimeFeatures()

    private static var libraryVersion: String {
        guard let version = seccomp_version()?.pointee else { return "" }
        return "\(version.major).\(version.minor).\(version.micro)"
    }

    struct LinuxFeatures: Encodable, Sendable {
        var namespaces = RuntimeSpec.Namespace.Kind.allCases.map(\.rawValue).sorted()
        var capabilities = CapabilitySet.names
        var cgroup = ["v1": true, "v2": true, "systemd": true, "systemdUser": true, "rdma": true]
        var seccomp = SeccompFeatures()
        var apparmor = ["enabled": true]
        var selinux = ["enabled": true]
        var intelRdt = IntelRdtFeatures()
        var memoryPolicy = MemoryPolicyFeatures()
        var mountExtensions = ["idmap": ["enabled": true]]
        var netDevices = ["enabled": true]
    }

    struct SeccompFeatures: Encodable, Sendable {
        var enabled = true
        var actions = SeccompNames.actions
        var operators = SeccompNames.comparisons.keys.sorted()
        var archs = SeccompNames.architectures
        var knownFlags = SeccompNames.flags
        var supportedFlags = SeccompNames.flags
    }

    struct IntelRdtFeatures: Encodable, Sendable {
        var enabled = true
        var schemata = true
        var monitoring = true
    }

    struct MemoryPolicyFeatures: Encodable, Sendable {
        var modes = MemoryPolicy.modes.keys.sorted()
        var flags = MemoryPolicy.flags.keys.sorted()
    }
}
