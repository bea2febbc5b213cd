import Testing

/// The limits of CONTRIBUTING.md.
struct StyleTests {
    private static let fileLimit = 500
    private static let lineLimit = 120
    private static let functionLimit = 60

    private func files() throws -> [SourceTree.File] {
        try SourceTree.files(in: "Sources") + SourceTree.files(in: "Tests")
    }

    @Test func filesAreShort() throws {
        for file in try files() {
            #expect(file.lines.count <= Self.fileLimit, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test func linesAreShort() throws {
        for file in try files() {
            for (number, line) in file.lines.enumerated() where line.count > Self.lineLimit && !isLongLiteral(line) {
                Issue.record("\(file.path):\(number + 1) has \(line.count) characters")
            }
        }
    }

    /// A message or a sample is not broken in the middle.
    private func isLongLiteral(_ line: Substring) -> Bool {
        line.contains("\"")
    }

    @Test func functionsAreShort() throws {
        for file in try SourceTree.files(in: "Sources") {
            for (start, length) in functions(in: file.lines) where length > Self.functionLimit {
                Issue.record("\(file.path):\(start) begins a function of \(length) lines")
            }
        }
    }

    @Test func nothingIsForcedOrLeftOpen() throws {
        let marks =
            ["try!", "fatalError(", " as! ", "Thread.sleep", "usleep("] + ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for file in try SourceTree.files(in: "Sources") {
            for (number, line) in file.lines.enumerated() {
                for mark in marks where line.contains(mark) {
                    Issue.record("\(file.path):\(number + 1) holds \(mark)")
                }
            }
        }
    }

    @Test func uncheckedSendabilityGivesItsReason() throws {
        for file in try SourceTree.files(in: "Sources") {
            for (number, line) in file.lines.enumerated() where line.contains("@unchecked Sendable") {
                let before = number > 0 ? file.lines[number - 1].trimmingPrefix(while: \.isWhitespace) : ""
                #expect(before.hasPrefix("//"), "\(file.path):\(number + 1) gives no reason in the line above")
            }
        }
    }

    /// Where functions begin, from 1, and how many lines they take: by the indentation that swift-format gives.
    private func functions(in lines: [Substring]) -> [(start: Int, length: Int)] {
        var found: [(Int, Int)] = []
        for (index, line) in lines.enumerated() where isFunction(line) {
            let indent = line.prefix { $0 == " " }
            let closing = indent + "}"
            guard let end = lines[index...].firstIndex(where: { $0.hasPrefix(closing) && !$0.hasPrefix(indent + " ") })
            else { continue }
            found.append((index + 1, end - index + 1))
        }
        return found
    }

    private func isFunction(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.contains("func") || words.contains { $0.hasPrefix("init(") || $0.hasPrefix("init?(") }
            ? !line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") && !line.hasSuffix("}")
            : false
    }
}
