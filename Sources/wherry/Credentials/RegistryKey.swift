/// The name under which a registry's credentials are kept, by Docker's convention.
struct RegistryKey: Hashable {
    /// docker.io is kept under the address of its first version.
    private static let docker = "https://index.docker.io/v1/"

    let text: String

    /// - Parameter server: a registry's `host[:port]`, or an address as a user gives it; empty means docker.io.
    init(_ server: String) {
        let host = Self.host(of: server)
        let isDocker = ["", "docker.io", "index.docker.io", "registry-1.docker.io"].contains(host)
        text = isDocker ? Self.docker : host
    }

    /// Whether an entry of the file, which may be a whole address, is this registry's.
    func matches(_ entry: String) -> Bool {
        entry == text || RegistryKey(entry) == self
    }

    /// What to call the registry in front of people.
    var displayName: String {
        text == Self.docker ? "docker.io" : text
    }

    private static func host(of server: String) -> String {
        var rest = Substring(server)
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        return rest.prefix { $0 != "/" }.lowercased()
    }
}
