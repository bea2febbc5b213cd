/// A process as `/proc/PID/stat` tells of it: proc_pid_stat(5).
struct ProcessStatus: Equatable, Sendable {
    /// At most 15 bytes of the program's choice.
    let name: String
    /// A letter: `R`, `S`, `Z` …
    let state: String
    let parent: Int32
    /// The device number of its terminal; 0 is none.
    let terminal: Int32
    /// Of its own threads, in clock ticks.
    let userTicks: UInt64
    let systemTicks: UInt64
    /// Clock ticks from the machine's start to the process's.
    let startTicks: UInt64

    /// - Returns: `nil` for another text.
    init?(_ text: String) {
        // The name is in parentheses and may hold anything, spaces and parentheses too.
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
        let fields = text[text.index(after: close)...].split(whereSeparator: \.isWhitespace)
        guard fields.count > 19, let parent = Int32(fields[1]), let terminal = Int32(fields[4]),
            let userTicks = UInt64(fields[11]), let systemTicks = UInt64(fields[12]),
            let startTicks = UInt64(fields[19])
        else { return nil }
        name = String(text[text.index(after: open)..<close])
        state = String(fields[0])
        self.parent = parent
        self.terminal = terminal
        self.userTicks = userTicks
        self.systemTicks = systemTicks
        self.startTicks = startTicks
    }

    /// As below `/dev`. A pseudo-terminal's major numbers are 136 to 143, of which each has 256.
    var terminalName: String {
        let major = (terminal >> 8) & 0xfff
        let minor = (terminal & 0xff) | ((terminal >> 12) & 0xfff00)
        if (136...143).contains(major) { return "pts/\(minor + (major - 136) * 256)" }
        if major == 4 { return minor < 64 ? "tty\(minor)" : "ttyS\(minor - 64)" }
        return "?"
    }
}
