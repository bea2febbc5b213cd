import DockerAPI

extension RestartPolicy {
    /// - Parameter text: `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:number`.
    init(parsing text: String) throws {
        self.init()
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        guard ["", "no", "always", "unless-stopped", "on-failure"].contains(name) else { throw Self.malformed(text) }
        guard parts.count == 2 else { return }
        guard let count = Int(parts[1]), count >= 0, name == "on-failure" else { throw Self.malformed(text) }
        maximumRetryCount = count
    }

    private static func malformed(_ text: String) -> CommandLineError {
        .invalid(
            "invalid restart policy '\(text)'",
            hint: "expected no, always, unless-stopped, on-failure or on-failure:number")
    }
}
