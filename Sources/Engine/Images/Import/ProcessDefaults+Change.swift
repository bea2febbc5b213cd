import JSON
import OCI

/// Changes to a configuration by instructions of a Dockerfile, as `import --change` and `commit --change` take them.
extension ProcessDefaults {
    /// - Parameter instruction: `CMD ["sh"]`, `ENV A=b`…
    /// - Throws: `invalidArgument`, which names the instruction.
    mutating func apply(_ instruction: String) throws(EngineError) {
        let text = instruction.drop { $0.isWhitespace }
        let keyword = text.prefix { !$0.isWhitespace }
        let argument = Self.trim(text[keyword.endIndex...])
        guard !argument.isEmpty else {
            throw EngineError(
                .invalidArgument, "\(instruction): \(keyword.uppercased()) requires at least one argument")
        }
        switch keyword.uppercased() {
        case "CMD": cmd = Self.command(argument)
        case "ENTRYPOINT": entrypoint = Self.command(argument)
        case "ENV": for (name, value) in try Self.pairs(argument) { setVariable(name, value) }
        case "LABEL": labels = (labels ?? [:]).merging(try Self.pairs(argument)) { $1 }
        case "EXPOSE": try expose(argument)
        case "VOLUME": volumes = NameSet((volumes?.names ?? []).union(try Self.list(argument)))
        case "USER": user = String(argument)
        case "WORKDIR": setWorkingDirectory(argument)
        case "STOPSIGNAL": stopSignal = String(argument)
        case "ONBUILD": onBuild = (onBuild ?? []) + [String(argument)]
        case "HEALTHCHECK": healthcheck = try Healthcheck(instruction: argument)
        default: throw EngineError(.invalidArgument, "\(keyword.uppercased()) is not a valid change command")
        }
    }

    /// The exec form, or the shell form.
    private static func command(_ argument: Substring) -> [String] {
        execForm(argument) ?? ["/bin/sh", "-c", String(argument)]
    }

    /// The JSON array of strings; `nil` for a shell form.
    static func execForm(_ argument: Substring) -> [String]? {
        guard argument.hasPrefix("[") else { return nil }
        return try? [String](json: Array(argument.utf8))
    }

    private static func list(_ argument: Substring) throws(EngineError) -> [String] {
        if let array = execForm(argument) { return array }
        return try words(argument)
    }

    private static func words(_ argument: Substring) throws(EngineError) -> [String] {
        guard let words = InstructionWords.split(argument) else {
            throw EngineError(
                .invalidArgument, "unexpected end of statement while looking for matching quote: \(argument)")
        }
        return words
    }

    /// `name=value …`, or the old form of one `name value`.
    private static func pairs(_ argument: Substring) throws(EngineError) -> [(String, String)] {
        let name = argument.prefix { !$0.isWhitespace }
        guard name.contains("=") else {
            let value = trim(argument[name.endIndex...])
            guard !value.isEmpty else { throw EngineError(.invalidArgument, "\(argument) must have two arguments") }
            return [(String(name), String(value))]
        }
        var pairs: [(String, String)] = []
        for word in try words(argument) {
            guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
                throw EngineError(
                    .invalidArgument, "Syntax error - can't find = in \"\(word)\". Must be of the form: name=value")
            }
            pairs.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
        }
        return pairs
    }

    private mutating func setVariable(_ name: String, _ value: String) {
        var variables = env ?? []
        if let known = variables.firstIndex(where: { $0.prefix { $0 != "=" } == name }) {
            variables[known] = "\(name)=\(value)"
        } else {
            variables.append("\(name)=\(value)")
        }
        env = variables
    }

    private mutating func expose(_ argument: Substring) throws(EngineError) {
        var ports = exposedPorts?.names ?? []
        for word in try Self.words(argument) {
            let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let transport = parts.count == 2 ? String(parts[1]).lowercased() : "tcp"
            guard let port = UInt16(parts[0]), port > 0, ["tcp", "udp", "sctp"].contains(transport) else {
                throw EngineError(.invalidArgument, "Invalid containerPort: \(word)")
            }
            ports.insert("\(port)/\(transport)")
        }
        exposedPorts = NameSet(ports)
    }

    private mutating func setWorkingDirectory(_ argument: Substring) {
        let base = workingDir ?? ""
        workingDir = argument.hasPrefix("/") ? String(argument) : "\(base)/\(argument)"
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
