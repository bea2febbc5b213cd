/// An OCI runtime configuration (`config.json`) for Linux: runtime-spec 1.3, `config.md` and `config-linux.md`.
///
/// Properties have the names of the JSON members. An absent member is `nil`, so that what is written again is
/// what was read; members of other platforms (`solaris`, `windows`, `vm`, `zos`) are not kept.
package struct RuntimeSpec: Equatable, Sendable {
    /// The specification's version that the configuration was written for, such as `1.2.1`.
    package var ociVersion: String
    /// Required to start the container; `nil` only in a configuration that is never started.
    package var process: Process?
    package var root: Root?
    package var hostname: String?
    package var domainname: String?
    package var mounts: [Mount]?
    package var hooks: Hooks?
    package var linux: Linux?
    package var annotations: [String: String]?

    package init(
        ociVersion: String = RuntimeSpec.version, process: Process? = nil, root: Root? = nil, hostname: String? = nil,
        domainname: String? = nil, mounts: [Mount]? = nil, hooks: Hooks? = nil, linux: Linux? = nil,
        annotations: [String: String]? = nil
    ) {
        self.ociVersion = ociVersion
        self.process = process
        self.root = root
        self.hostname = hostname
        self.domainname = domainname
        self.mounts = mounts
        self.hooks = hooks
        self.linux = linux
        self.annotations = annotations
    }

    /// The newest version that is understood.
    package static let version = "1.3.0"
}

extension RuntimeSpec {
    /// `config.md`, section "Root".
    package struct Root: Equatable, Sendable {
        /// Absolute, or relative to the bundle.
        package var path: String
        package var readonly: Bool?

        package init(path: String, readonly: Bool? = nil) {
            self.path = path
            self.readonly = readonly
        }
    }
}
