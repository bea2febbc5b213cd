/// Signals by the names that clients use.
package enum Signal {
    /// - Parameter name: `9`, `KILL` or `SIGKILL`, any case; `RTMIN+n` and `RTMAX-n` too.
    package static func number(of name: String) throws(EngineError) -> Int32 {
        if let number = Int32(name) {
            guard (1...64).contains(number) else { throw invalid(name) }
            return number
        }
        var bare = name.uppercased()
        if bare.hasPrefix("SIG") { bare.removeFirst(3) }
        if let index = names.firstIndex(of: bare) { return Int32(index + 1) }
        if bare == "POLL" { return 29 }
        if bare.hasPrefix("RTMIN"), let offset = offset(bare.dropFirst(5), sign: "+") { return 34 + offset }
        if bare.hasPrefix("RTMAX"), let offset = offset(bare.dropFirst(5), sign: "-") { return 64 - offset }
        throw invalid(name)
    }

    private static func offset(_ text: Substring, sign: Character) -> Int32? {
        if text.isEmpty { return 0 }
        guard text.first == sign, let value = Int32(text.dropFirst()), (0...30).contains(value) else { return nil }
        return value
    }

    private static func invalid(_ name: String) -> EngineError {
        EngineError(.invalidArgument, "invalid signal: \(name)")
    }

    /// In the order of their numbers on x86 and ARM, from 1; signal(7).
    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH",
        "IO",
        "PWR", "SYS",
    ]
}
