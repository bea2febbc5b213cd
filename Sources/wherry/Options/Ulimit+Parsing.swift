import DockerAPI

extension Ulimit {
    private static let names: Set<String> = [
        "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
        "rtprio",
        "rttime", "sigpending", "stack",
    ]

    /// - Parameter text: `name=soft[:hard]`; -1 is unlimited.
    init(parsing text: String) throws {
        self.init()
        let (name, value) = KeyValue.split(text)
        let limits = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
        guard let soft = limits.first ?? nil, let hard = limits.last ?? nil, soft >= -1, hard >= -1 else {
            throw CommandLineError.invalid("invalid ulimit '\(text)'", hint: "expected such as nofile=1024:2048")
        }
        guard Self.names.contains(name) else {
            throw CommandLineError.invalid("invalid ulimit '\(text)': no such limit")
        }
        guard hard == -1 || (soft != -1 && soft <= hard) else {
            throw CommandLineError.invalid("invalid ulimit '\(text)': the soft limit is above the hard one")
        }
        (self.name, self.soft, self.hard) = (name, soft, hard)
    }
}
