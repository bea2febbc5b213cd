/// An image's reference, cut as the API's parameters have it; the engine judges whether it is well formed.
struct ImageName: Equatable {
    /// With its registry, if it names one.
    let repository: String
    /// A tag, or a digest with its algorithm; `latest` where there is none.
    let tag: String

    init(_ reference: String) throws {
        guard !reference.isEmpty else { throw CommandLineError.invalid("an image's name is empty") }
        if let at = reference.firstIndex(of: "@") {
            repository = String(reference[..<at])
            tag = String(reference[reference.index(after: at)...])
        } else if let colon = reference.lastIndex(of: ":"), !reference[colon...].contains("/") {
            repository = String(reference[..<colon])
            tag = String(reference[reference.index(after: colon)...])
        } else {
            repository = reference
            tag = "latest"
        }
        guard !repository.isEmpty, !tag.isEmpty else {
            throw CommandLineError.invalid("invalid image name '\(reference)'")
        }
    }

    /// The registry's host and port; Docker Hub where the name has none.
    var registry: String {
        guard let slash = repository.firstIndex(of: "/") else { return Self.dockerHub }
        let first = String(repository[..<slash])
        let isHost = first.contains(".") || first.contains(":") || first == "localhost" || first != first.lowercased()
        return isHost && first != "index.docker.io" ? first : Self.dockerHub
    }

    static let dockerHub = "docker.io"

    /// In full, such as `docker.io/library/busybox:latest`.
    var canonical: String {
        let separator = tag.contains(":") ? "@" : ":"
        return "\(registry)/\(path)\(separator)\(tag)"
    }

    /// Below the registry; Docker Hub's own images are in `library`.
    private var path: String {
        guard registry == Self.dockerHub else { return String(repository.dropFirst(registry.count + 1)) }
        let isExplicit = ["docker.io/", "index.docker.io/"].first { repository.hasPrefix($0) }
        let path = repository.dropFirst(isExplicit?.count ?? 0)
        return path.contains("/") ? String(path) : "library/\(path)"
    }
}
