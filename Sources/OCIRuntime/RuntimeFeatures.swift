import CSeccomp
package import JSON
import Linux
import OCI

/// What the runtime can do: runtime-spec, `features.md` and `features-linux.md`.
package struct RuntimeFeatures: JSONWritable {
    package init() {}

    /// Of libseccomp.
    package static var seccompLibraryVersion: String {
        guard let version = seccomp_version()?.pointee else { return "" }
        return "\(version.major).\(version.minor).\(version.micro)"
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("ociVersionMin", "1.0.0")
            writer.required("ociVersionMax", RuntimeSpec.version)
            writer.required(
                "hooks",
                ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"])
            writer.required("mountOptions", (MountOptions.names + Self.filesystemOptions).sorted())
            writer.member("linux", linux)
            writer.required("annotations", ["io.github.seccomp.libseccomp.version": Self.seccompLibraryVersion])
        }
    }

    /// Which the kernel takes for every filesystem; others depend on which one it is.
    private static let filesystemOptions = [
        "async", "dirsync", "lazytime", "mand", "nolazytime", "nomand", "sync",
    ]

    private func linux(_ writer: inout JSONWriter) {
        writer.required("namespaces", RuntimeSpec.Namespace.Kind.allCases.map(\.rawValue).sorted())
        writer.required("capabilities", CapabilitySet.names)
        writer.member("cgroup") { writer in
            for name: StaticString in ["v1", "v2", "systemd", "systemdUser", "rdma"] { writer.required(name, true) }
        }
        writer.member("seccomp", seccomp)
        writer.member("apparmor") { $0.required("enabled", true) }
        writer.member("selinux") { $0.required("enabled", true) }
        writer.member("intelRdt") { writer in
            for name: StaticString in ["enabled", "schemata", "monitoring"] { writer.required(name, true) }
        }
        writer.member("memoryPolicy") { writer in
            writer.required("modes", MemoryPolicy.modes.keys.sorted())
            writer.required("flags", MemoryPolicy.flags.keys.sorted())
        }
        writer.member("mountExtensions") { $0.member("idmap") { $0.required("enabled", true) } }
        writer.member("netDevices") { $0.required("enabled", true) }
    }

    private func seccomp(_ writer: inout JSONWriter) {
        writer.required("enabled", true)
        writer.required("actions", SeccompNames.actions)
        writer.required("operators", SeccompNames.comparisons.keys.sorted())
        writer.required("archs", SeccompNames.architectures)
        writer.required("knownFlags", SeccompNames.flags)
        writer.required("supportedFlags", SeccompNames.flags)
    }
}
