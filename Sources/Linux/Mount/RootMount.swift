/// What a container's root filesystem is mounted from: what a snapshotter gives and a runtime takes.
///
/// It is a recipe, not a mount: the runtime mounts it inside the container's own mount namespace, so that
/// the host's mount table never holds it and it goes with the container's last process.
package enum RootMount: Equatable, Sendable {
    /// A directory that is the root as it stands.
    case directory(path: String, readOnly: Bool)
    case overlay(OverlayMount)
    /// A detached mount that was made already: an inherited descriptor, and the path that it was made from.
    case opened(descriptor: Int32, path: String)

    /// The inherited descriptor that it is, if it is one.
    package var descriptor: Int32? {
        if case .opened(let descriptor, _) = self { descriptor } else { nil }
    }

    /// What tells a person which root it is: the directory that takes what is written, where there is one.
    package var path: String {
        switch self {
        case .directory(let path, _): path
        case .overlay(let overlay): overlay.upper ?? overlay.lower.first ?? ""
        case .opened(_, let path): path
        }
    }
}

/// An overlayfs(5) mount of stacked layers.
package struct OverlayMount: Equatable, Sendable {
    /// Read-only layers, topmost first; absolute paths, at least one. At least 120 are supported.
    package var lower: [String]
    /// The writable layer; `nil` makes the mount read-only.
    package var upper: String?
    /// overlayfs's scratch directory, empty, on the same filesystem as `upper`; given with `upper`.
    package var work: String?

    package init(lower: [String], upper: String? = nil, work: String? = nil) {
        self.lower = lower
        self.upper = upper
        self.work = work
    }
}
