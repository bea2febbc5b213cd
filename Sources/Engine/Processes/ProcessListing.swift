import Linux
import SystemPackage

/// A list of processes in the form that the arguments of ps(1) give it.
///
/// Without arguments, and with `-ef`, which is the same, no program is run.
struct ProcessListing: Sendable {
    private let arguments: [String]

    /// - Throws: `invalidArgument` when something else than the processes' ids would be shown as `PID`, by which the
    ///   container's processes are told from others.
    init(_ arguments: [String]) throws(EngineError) {
        self.arguments = arguments
        for (index, word) in arguments.enumerated() {
            for equals in word.indices.reversed() where word[equals] == "=" {
                let rest = String(word[word.index(after: equals)...])
                let title = rest.isEmpty && index + 1 < arguments.count ? arguments[index + 1] : rest
                guard title.hasPrefix("PID") else { continue }
                let column = word[..<equals]
                if column == "pid" { break }
                throw EngineError(.invalidArgument, "specifying \"\(column)=\(title)\" is not allowed")
            }
        }
    }

    /// Blocking.
    func table(of pids: [Int32]) throws -> ProcessTable {
        if arguments.isEmpty || arguments == ["-ef"] {
            return ProcessTable(
                titles: ProcessTableReader.titles, rows: try ProcessTableReader().rows(of: pids))
        }
        return try ProcessTable(parsing: try run(for: pids), pids: Set(pids))
    }

    /// Some options, such as `f`, do not go with a list of pids: then all processes are listed.
    private func run(for pids: [Int32]) throws -> String {
        let selection = "-q" + pids.map(String.init).joined(separator: ",")
        if let output = try? ps(arguments + [selection]), output.status == 0 { return output.text }
        let output = try ps(arguments)
        guard output.status == 0 else {
            let reason = output.errors.split(separator: "\n").first.map(String.init)
            throw EngineError(.internal, "ps: \(reason ?? "exit status \(output.status)")")
        }
        return output.text
    }

    private func ps(_ arguments: [String]) throws(EngineError) -> Program.Output {
        do {
            return try Program.output("ps", arguments)
        } catch  where error.errno == .noSuchFileOrDirectory {
            throw EngineError(.internal, "ps: there is no program ps on this machine: install it", cause: error)
        } catch {
            throw EngineError(.internal, "ps: \(error)", cause: error)
        }
    }
}
