extension RuntimeSpec {
    /// runtime-spec `config.md`, section "Process".
    package struct Process: Codable, Equatable, Sendable {
        package var terminal: Bool?
        package var args: [String]?
        package var cwd: String
    }
}
