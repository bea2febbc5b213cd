extension ProcessTable {
    /// - Parameters:
    ///   - output: of ps(1): a line of titles, then a line a process, of words between ASCII white space. Words beyond
    ///     the titles are the last column's.
    ///   - pids: which processes to show; lines of their threads, with `-` for a pid, follow theirs.
    /// - Throws: `invalidArgument` when there is no column `PID`.
    init(parsing output: String, pids: Set<Int32>) throws(EngineError) {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        titles = lines.first.map(Self.words) ?? []
        rows = []
        guard let column = titles.firstIndex(of: "PID") else {
            throw EngineError(.invalidArgument, "Couldn't find PID field in ps output")
        }
        var isShown = false
        for line in lines.dropFirst() {
            let words = Self.words(line)
            guard words.count > column else { continue }
            if words[column] != "-" {
                guard let pid = Int32(words[column]) else {
                    throw EngineError(.internal, "Unexpected pid '\(words[column])' in ps output")
                }
                isShown = pids.contains(pid)
            }
            if isShown { rows.append(cells(words)) }
        }
    }

    private func cells(_ words: [String]) -> [String] {
        guard words.count >= titles.count else {
            return words + Array(repeating: "", count: titles.count - words.count)
        }
        let last = titles.count - 1
        return words[..<last] + [words[last...].joined(separator: " ")]
    }

    /// The kernel's names may hold what other alphabets use for a space; to ps(1) only ASCII is one.
    private static func words(_ line: Substring) -> [String] {
        line.unicodeScalars.split { $0 == " " || ("\t"..."\r").contains($0) }.map { String($0) }
    }
}
