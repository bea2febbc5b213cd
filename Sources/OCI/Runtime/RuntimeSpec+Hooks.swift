extension RuntimeSpec {
    /// `config.md`, section "POSIX-platform Hooks".
    package struct Hooks: Equatable, Sendable {
        package var prestart: [Hook]?
        package var createRuntime: [Hook]?
        package var createContainer: [Hook]?
        package var startContainer: [Hook]?
        package var poststart: [Hook]?
        package var poststop: [Hook]?

        package init() {}
    }

    /// A program that gets the container's state as JSON on its standard input.
    package struct Hook: Equatable, Sendable {
        /// Absolute.
        package var path: String
        package var args: [String]?
        package var env: [String]?
        /// In seconds, above 0; `nil` waits without end.
        package var timeout: Int?

        package init(path: String, args: [String]? = nil, env: [String]? = nil, timeout: Int? = nil) {
            self.path = path
            self.args = args
            self.env = env
            self.timeout = timeout
        }
    }
}
