import ArgumentParser

/// Docker's `--rm=true` and `--rm=false`, which ArgumentParser's flags do not take.
enum BooleanFlags {
    /// Parses the words as they stand; only where they are not understood is the first flag with a truth value written as
    /// ArgumentParser has it. So no word of a command to run in a container is ever touched.
    static func parse(_ command: any ParsableCommand.Type, _ words: [String]) throws -> any ParsableCommand {
        do {
            return try command.parseAsRoot(words)
        } catch {
            let flags = names(in: Mirror(reflecting: command.init()))
            guard let rewritten = rewriteFirst(words, flags) else { throw error }
            return try parse(command, rewritten)
        }
    }

    private static func rewriteFirst(_ words: [String], _ flags: Set<String>) -> [String]? {
        for (index, word) in words.enumerated() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, flags.contains(parts[0]), let isOn = truth(parts[1]) else { continue }
            return words[..<index] + (isOn ? [parts[0]] : []) + words[(index + 1)...]
        }
        return nil
    }

    /// The words that Go's `strconv.ParseBool` takes.
    private static func truth(_ text: String) -> Bool? {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }

    /// The long names of the flags, which are those of the properties by ArgumentParser's convention.
    private static func names(in mirror: Mirror) -> Set<String> {
        var result: Set<String> = []
        for child in mirror.children {
            if child.value is Flag<Bool>, let label = child.label {
                result.insert("--" + kebab(label.dropFirst()))
            } else if let group = child.value as? any FlagGroup {
                result.formUnion(names(in: Mirror(reflecting: group.declaration)))
            }
        }
        return result
    }

    private static func kebab(_ label: Substring) -> String {
        label.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
    }
}

/// An option group, whatever its type.
private protocol FlagGroup {
    var declaration: any ParsableArguments { get }
}

extension OptionGroup: FlagGroup {
    fileprivate var declaration: any ParsableArguments { Value() }
}
