import Engine

/// A bind as `-v` has it: `source:target[:options]`.
enum BindSpecification {
    private static let propagations: Set<String> = ["private", "rprivate", "shared", "rshared", "slave", "rslave"]
    /// Labels for SELinux, which relabels nothing where it is off, and advice for files of other machines.
    private static let neutral: Set<String> = ["rw", "z", "Z", "consistent", "cached", "delegated", "rbind"]

    static func parse(_ text: String) throws(ServerError) -> MountRequest {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ServerError(
                .badRequest, "invalid volume specification: '\(text)': expected SOURCE:TARGET or SOURCE:TARGET:OPTIONS")
        }
        guard parts[1].hasPrefix("/") else {
            throw ServerError(
                .badRequest,
                "invalid volume specification: '\(text)': invalid mount path: '\(parts[1])' mount path must be absolute"
            )
        }
        let isPath = parts[0].hasPrefix("/")
        var mount = MountRequest(kind: isPath ? .bind : .volume, source: parts[0], target: parts[1])
        mount.createSource = isPath
        if parts.count == 3 {
            for option in parts[2].split(separator: ",") { try apply(String(option), to: &mount, of: text) }
        }
        return mount
    }

    private static func apply(_ option: String, to mount: inout MountRequest, of text: String) throws(ServerError) {
        switch option {
        case "ro": mount.readOnly = true
        case "nocopy" where mount.kind == .volume: mount.copyUp = false
        case "bind": mount.recursive = false
        case _ where propagations.contains(option): mount.propagation = option
        case _ where neutral.contains(option): break
        default: throw ServerError(.badRequest, "invalid volume specification: '\(text)': invalid mode: \(option)")
        }
    }
}
