import NIOCore
import Testing

@testable import Engine

struct LogFileReaderTests {
    private func line(_ message: String, _ stream: String = "stdout", second: Int = 0) -> String {
        let digits = second < 10 ? "0\(second)" : "\(second)"
        return #"{"log":"\#(message)\n","stream":"\#(stream)","time":"2026-11-24T10:00:\#(digits).5Z"}"# + "\n"
    }

    /// The messages of a log of `files`, oldest first, by what `options` ask.
    private func read(_ files: [[String]], _ options: LogOptions, terminal: Bool = true) throws -> String {
        try TemporaryDirectory.with { root in
            let path = root + "/log"
            for (index, lines) in files.reversed().enumerated() {
                let name = index == 0 ? path : "\(path).\(index)"
                try AtomicFile.create(name, Array(lines.joined().utf8))
            }
            var reader = try LogFileReader(path: path, options: options, terminal: terminal)
            var all = ByteBuffer()
            while var piece = try reader.next(), piece.readableBytes > 0 { all.writeBuffer(&piece) }
            return String(buffer: all)
        }
    }

    private let rotated = (0..<3).map { file in (0..<2).map { "\(file * 2 + $0)" } }
    private func files() -> [[String]] { rotated.map { $0.map { line($0, second: Int($0) ?? 0) } } }

    @Test func readsRotatedFilesFromTheOldest() throws {
        #expect(try read(files(), LogOptions()) == "0\n1\n2\n3\n4\n5\n")
    }

    @Test(arguments: [(0, ""), (1, "5\n"), (3, "3\n4\n5\n"), (4, "2\n3\n4\n5\n"), (99, "0\n1\n2\n3\n4\n5\n")])
    func tailCountsAcrossFiles(count: Int, expected: String) throws {
        var options = LogOptions()
        options.tail = count
        #expect(try read(files(), options) == expected)
    }

    @Test func sinceAndUntilBoundByTime() throws {
        let zero: Int64 = 1_795_514_400_000_000_000
        var options = LogOptions()
        options.since = zero + 2_000_000_000
        options.until = zero + 4_000_000_000
        #expect(try read(files(), options) == "2\n3\n")
    }

    @Test func timesHaveNineDigits() throws {
        var options = LogOptions()
        options.timestamps = true
        options.tail = 1
        #expect(try read(files(), options) == "2026-11-24T10:00:05.500000000Z 5\n")
    }

    /// As Docker writes attributes, of which there are none.
    @Test func detailsStandBetweenTheTimeAndTheLine() throws {
        var options = LogOptions()
        options.details = true
        options.tail = 1
        #expect(try read(files(), options) == " 5\n")
        options.timestamps = true
        #expect(try read(files(), options) == "2026-11-24T10:00:05.500000000Z  5\n")
    }

    @Test func framesNameTheStreamAndTheLength() throws {
        var options = LogOptions()
        options.output = false
        let text = try read([[line("no"), line("yes", "stderr")]], options, terminal: false)
        #expect(Array(text.utf8) == [2, 0, 0, 0, 0, 0, 0, 4] + Array("yes\n".utf8))
    }

    @Test func aHalfWrittenLineWaitsForItsRest() throws {
        try TemporaryDirectory.with { root in
            let whole = line("whole")
            let path = root + "/log"
            try AtomicFile.create(path, Array((whole + whole.prefix(20)).utf8))
            var reader = try LogFileReader(path: path, options: LogOptions(), terminal: true)
            #expect(try reader.next().map { String(buffer: $0) } == "whole\n")
            #expect(try reader.next()?.readableBytes == 0)
            try AtomicFile.create(path, Array((whole + whole).utf8))
            #expect(try reader.next().map { String(buffer: $0) } == "whole\n")
        }
    }

    @Test func goesOnInTheNewFileAfterARotation() throws {
        try TemporaryDirectory.with { root in
            let path = root + "/log"
            try AtomicFile.create(path, Array(line("old").utf8))
            var reader = try LogFileReader(path: path, options: LogOptions(), terminal: true)
            #expect(try reader.next().map { String(buffer: $0) } == "old\n")
            try AtomicFile.write(Array(line("new").utf8), to: path, durable: false)
            #expect(try reader.next().map { String(buffer: $0) } == "new\n")
        }
    }

    @Test func noLogIsAnEmptyOne() throws {
        #expect(try read([], LogOptions()) == "")
    }
}
