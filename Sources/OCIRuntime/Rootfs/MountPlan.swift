import Linux
import OCI

/// A mount of the configuration, checked and understood, before anything is done.
struct MountPlan: Equatable, Sendable {
    enum Source: Equatable, Sendable {
        case bind(path: String, recursive: Bool)
        case filesystem(type: String, source: String)
        /// The container's cgroup, in whichever version the machine has.
        case cgroup
    }

    var destination: String
    var source: Source
    var options: MountOptions
    var uidMappings: [RuntimeSpec.IDMapping]
    var gidMappings: [RuntimeSpec.IDMapping]

    /// - Parameter bundle: where a relative source of a bind mount starts.
    init(_ mount: RuntimeSpec.Mount, bundle: String) throws(RuntimeError) {
        destination = mount.destination.hasPrefix("/") ? mount.destination : "/" + mount.destination
        options = MountOptions(mount.options ?? [])
        uidMappings = mount.uidMappings ?? []
        gidMappings = mount.gidMappings ?? []
        source = try Self.source(mount, options, bundle)
        try check()
    }

    private static func source(
        _ mount: RuntimeSpec.Mount, _ options: MountOptions, _ bundle: String
    ) throws(RuntimeError) -> Source {
        if mount.type == "bind" || options.bind != nil {
            guard let path = mount.source, !path.isEmpty else {
                throw .invalid("mounts", "the bind mount on '\(mount.destination)' has no source")
            }
            let absolute = path.hasPrefix("/") ? path : "\(bundle)/\(path)"
            return .bind(path: absolute, recursive: options.bind == .recursive)
        }
        guard let type = mount.type, !type.isEmpty, type != "none" else {
            throw .invalid("mounts", "the mount on '\(mount.destination)' has no type")
        }
        if type == "cgroup" || type == "cgroup2" { return .cgroup }
        return .filesystem(type: type, source: mount.source ?? type)
    }

    private func check() throws(RuntimeError) {
        switch source {
        case .bind:
            if let unknown = options.data.first {
                throw .invalid("mounts", "'\(unknown)' is no option of the bind mount on '\(destination)'")
            }
        case .filesystem(let type, _):
            if options.copiesUp, type != "tmpfs" {
                throw .invalid("mounts", "tmpcopyup on '\(destination)' is for a tmpfs, not \(type)")
            }
            if options.idMap != nil || !uidMappings.isEmpty {
                throw .invalid("mounts", "'\(destination)': only bind mounts can map ids")
            }
        case .cgroup: break
        }
        if destination.split(separator: "/").isEmpty {
            throw .invalid("mounts", "'\(destination)' would hide the root filesystem")
        }
    }
}
