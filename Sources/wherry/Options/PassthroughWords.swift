import ArgumentParser

/// The words after a command's flags: the first names a thing, the others are a command to run in a container.
struct PassthroughWords {
    let subject: String
    let command: [String]

    /// - Parameter words: as ArgumentParser captured them: from the first that is no flag it knows, or is `--help`.
    /// - Throws: `CleanExit` where help is asked for.
    init(_ words: [String], subject name: String) throws {
        var words = words[...]
        if words.first == "--" {
            words.removeFirst()
        } else if let flag = words.first, flag.hasPrefix("-"), flag != "-" {
            if flag == "--help" { throw CleanExit.helpRequest() }
            throw CommandLineError.invalid("unknown flag: \(flag.prefix { $0 != "=" })", hint: "see --help")
        }
        guard let subject = words.first, !subject.isEmpty else {
            throw CommandLineError.invalid("no \(name) is given", hint: "see --help")
        }
        self.subject = subject
        command = Array(words.dropFirst())
    }
}
