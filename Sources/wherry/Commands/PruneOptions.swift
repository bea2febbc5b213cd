import ArgumentParser

/// What the `prune` verbs have in common.
struct PruneOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var force = false
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []

    /// Asks on standard output; all but a yes is a no, as is the end of the input.
    func isConfirmed(_ what: String, _ session: Session) throws -> Bool {
        if force { return true }
        try session.output.write("\(what)\nAre you sure? [y/N] ")
        try session.output.flush()
        let answer = try LineInput.read(session.input).lowercased()
        return answer == "y" || answer == "yes"
    }
}
