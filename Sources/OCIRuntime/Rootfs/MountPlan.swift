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

    /// Absolute, without `.` and `..`.
    var destination: String
    var source: Source
    var options: MountOptions
    var uidMappings: [RuntimeSpec.IDMapping]
    var gidMappings: [RuntimeSpec.IDMapping]

    /// - Parameter bundle: where a relative source of a bind mount starts.
    init(_ mount: RuntimeSpec.Mount, bundle: String) throws(RuntimeError) {
        destination = Self.cleaned(mount.destination)
        options = MountOptions(mount.options ?? [])
        uidMappings = mount.uidMappings ?? []
        gidMappings = mount.gidMappings ?? []
        source = try Self.source(mount, options, bundle)
        try check()
        // Nothing is mounted beneath a filesystem that is new.
        if !isBind { options.foldRecursiveAttributes() }
    }

    var mapsIds: Bool { options.idMap != nil || !uidMappings.isEmpty || !gidMappings.isEmpty }
    var isBind: Bool { if case .bind = source { true } else { false } }

    /// As its words say, before any symbolic link is looked at.
    private static func cleaned(_ path: String) -> String {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return "/" + components.joined(separator: "/")
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
        if destination == "/" { throw .invalid("mounts", "'/' would hide the root filesystem") }
        if options.copiesUp, !isTmpfs {
            throw .invalid("mounts", "tmpcopyup on '\(destination)' is for a tmpfs")
        }
        if !isBind, mapsIds {
            throw .invalid("mounts", "'\(destination)': only bind mounts can map ids")
        }
        if let unknown = options.data.first, source == .cgroup {
            throw .invalid("mounts", "'\(unknown)' is no option of the cgroup on '\(destination)'")
        }
    }

    private var isTmpfs: Bool { if case .filesystem("tmpfs", _) = source { true } else { false } }
}
