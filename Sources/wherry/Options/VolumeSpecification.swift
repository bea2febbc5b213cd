/// The value of `--volume`: `[source:]target[:options]`.
enum VolumeSpecification: Equatable {
    /// A path in the container that gets a volume of its own.
    case anonymous(String)
    /// As the API has it, with an absolute source where it is a path.
    case bind(String)

    init(_ text: String) throws {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 3, parts.allSatisfy({ !$0.isEmpty }) else { throw Self.malformed(text) }
        if parts.count == 1 {
            guard parts[0].hasPrefix("/") else {
                throw Self.malformed(text, "the path in the container is not absolute")
            }
            self = .anonymous(parts[0])
            return
        }
        guard parts[1].hasPrefix("/") else {
            throw Self.malformed(text, "'\(parts[1])', the path in the container, is not absolute")
        }
        if Self.isPath(parts[0]) { parts[0] = HostPath.absolute(parts[0]) }
        self = .bind(parts.joined(separator: ":"))
    }

    /// Not the name of a volume.
    private static func isPath(_ source: String) -> Bool {
        source.hasPrefix("/") || source == "." || source == ".." || source.hasPrefix("./") || source.hasPrefix("../")
    }

    private static func malformed(_ text: String, _ why: String = "not understood") -> CommandLineError {
        .invalid("invalid volume '\(text)': \(why)", hint: "expected such as /on/host:/in/container:ro or name:/data")
    }
}
