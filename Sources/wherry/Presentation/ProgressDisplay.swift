import DockerAPI

/// Shows the messages of pull, push, load and import: a line for each layer, drawn anew in place on a terminal;
/// elsewhere a line whenever a layer's status changes.
struct ProgressDisplay {
    private let output: OutputStream
    private let isQuiet: Bool
    private let width: Int?
    private var lines: [String: Int] = [:]
    private var statuses: [String: String] = [:]

    /// - Parameter width: of the terminal in characters; `nil` where the output is none.
    init(output: OutputStream, isQuiet: Bool = false, width: Int?) {
        self.output = output
        self.isQuiet = isQuiet
        self.width = width
    }

    init(output: OutputStream, isQuiet: Bool = false) {
        self.init(
            output: output, isQuiet: isQuiet,
            width: output.isTerminal ? TerminalSize(of: output.descriptor)?.columns ?? 80 : nil)
    }

    /// - Throws: what the engine says went wrong.
    mutating func show(_ message: ProgressMessage) throws {
        let problem = message.errorDetail?.message ?? message.error
        if !problem.isEmpty { throw CommandLineError(.refused(status: 500), problem) }
        guard !isQuiet else { return }
        if !message.stream.isEmpty {
            try output.write(message.stream)
        } else if message.id.isEmpty || message.progressDetail == nil && lines[message.id] == nil {
            try showPlain(message)
        } else if let width {
            try redraw(message, width: width)
        } else {
            try showChange(message)
        }
        try output.flush()
    }

    mutating func finish() throws {
        try output.flush()
    }

    /// What is no layer's: below the layers, which from then on are not drawn anew above it.
    private mutating func showPlain(_ message: ProgressMessage) throws {
        guard !message.status.isEmpty else { return }
        lines.removeAll()
        try output.print(message.id.isEmpty ? message.status : "\(message.id): \(message.status)")
    }

    private mutating func showChange(_ message: ProgressMessage) throws {
        guard statuses.updateValue(message.status, forKey: message.id) != message.status else { return }
        try output.print("\(message.id): \(message.status)")
    }

    private mutating func redraw(_ message: ProgressMessage, width: Int) throws {
        let text = String(ProgressBar.line(message, width: width).prefix(width - 1))
        if let line = lines[message.id] {
            let up = lines.count - line
            try output.write("\u{1B}[\(up)A\r\u{1B}[2K\(text)\u{1B}[\(up)B\r")
        } else {
            lines[message.id] = lines.count
            try output.write("\(text)\n")
        }
    }
}

/// One layer's line.
enum ProgressBar {
    private static let fullWidth = 50

    /// `id: Downloading [=====>    ]  1.2MB/3.4MB`; the bar gives way where the line is narrow.
    static func line(_ message: ProgressMessage, width: Int) -> String {
        let status = "\(message.id): \(message.status)"
        guard let detail = message.progressDetail, detail.current > 0 else { return status }
        let current = text(detail.current, detail)
        let amount = detail.total > 0 ? "\(current)/\(text(detail.total, detail))" : current
        let room = min(width - status.count - amount.count - 6, fullWidth)
        guard detail.total > 0, room >= 10 else { return "\(status) \(amount)" }
        return "\(status) [\(bar(detail, room))]  \(amount)"
    }

    private static func bar(_ detail: ProgressDetail, _ room: Int) -> String {
        let share = min(Double(detail.current) / Double(detail.total), 1)
        let filled = Int(share * Double(room))
        guard filled < room else { return String(repeating: "=", count: room) }
        return String(repeating: "=", count: filled) + ">" + String(repeating: " ", count: room - filled - 1)
    }

    private static func text(_ amount: Int, _ detail: ProgressDetail) -> String {
        detail.units.isEmpty ? ByteSize.decimal(amount, digits: 4) : "\(amount)\(detail.units)"
    }
}
