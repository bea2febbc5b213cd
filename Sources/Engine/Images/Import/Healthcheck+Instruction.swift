import Linux
import OCI

extension ProcessDefaults.Healthcheck {
    /// `NONE`, or `[--interval=… …] CMD …`: Dockerfile reference, "HEALTHCHECK".
    init(instruction: Substring) throws(EngineError) {
        self.init()
        var rest = instruction
        while rest.hasPrefix("--") {
            let option = rest.prefix { !$0.isWhitespace }
            try set(option.dropFirst(2))
            rest = rest[option.endIndex...].drop { $0.isWhitespace }
        }
        let keyword = rest.prefix { !$0.isWhitespace }
        let argument = rest[keyword.endIndex...].drop { $0.isWhitespace }
        switch keyword.uppercased() {
        case "NONE" where argument.isEmpty: test = ["NONE"]
        case "CMD" where !argument.isEmpty:
            test = ProcessDefaults.execForm(argument).map { ["CMD"] + $0 } ?? ["CMD-SHELL", String(argument)]
        default: throw EngineError(.invalidArgument, "Unknown type \"\(keyword)\" in HEALTHCHECK (try CMD)")
        }
    }

    private mutating func set(_ option: Substring) throws(EngineError) {
        let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let value = parts.count == 2 ? parts[1] : ""
        switch parts[0] {
        case "interval": interval = try Self.nanoseconds(value, option)
        case "timeout": timeout = try Self.nanoseconds(value, option)
        case "start-period": startPeriod = try Self.nanoseconds(value, option)
        case "start-interval": startInterval = try Self.nanoseconds(value, option)
        case "retries":
            guard let count = Int(value), count >= 0 else {
                throw EngineError(.invalidArgument, "invalid HEALTHCHECK option --\(option): give a number from 0")
            }
            retries = count
        default: throw EngineError(.invalidArgument, "Unknown flag: \(parts[0])")
        }
    }

    private static func nanoseconds(_ text: String, _ option: Substring) throws(EngineError) -> Int64 {
        guard let nanoseconds = DurationText.nanoseconds(text) else {
            throw EngineError(.invalidArgument, "invalid HEALTHCHECK option --\(option): give a duration such as 30s")
        }
        return nanoseconds
    }
}
