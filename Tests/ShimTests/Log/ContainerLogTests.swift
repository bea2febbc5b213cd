import FoundationEssentials
import Glibc
import Linux
import ShimProtocol
import Testing

@testable import wherry_shim

/// An entry of a json-file log, as a reader sees it.
struct LogEntry: Codable, Equatable {
    var log: String
    var stream: String
    var time: String

    static func entries(in bytes: [UInt8]) throws -> [LogEntry] {
        try bytes.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(LogEntry.self, from: Data(line))
        }
    }
}

@Suite struct ContainerLogTests {
    @Test func entriesAreWhatDockerWrites() throws {
        let directory = try TemporaryDirectory()
        let log = ContainerLog(try LogFileWriter(LogFile(path: directory.file("log"))))
        let pipe = try Pipe()
        var buffer = LineBuffer()
        let text = "first <line>\n\nlast"
        try systemCall("write") { write(pipe.writeEnd.raw, text, text.utf8.count) }
        _ = try buffer.read(from: pipe.readEnd)
        log.append(.error, from: &buffer)
        log.finish(.error, from: &buffer)

        let bytes = try #require(try directory.read("log"))
        let entries = try LogEntry.entries(in: bytes)
        #expect(entries.map(\.log) == ["first <line>\n", "\n", "last"])
        #expect(entries.allSatisfy { $0.stream == "stderr" && Timestamp($0.time) != nil })
        let prefix = #"{"log":"first \u003cline\u003e\n","stream":"stderr","time":""#
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix(prefix))
    }

    /// Lines of the worst expansion, more than a batch takes.
    @Test func aReadOfControlCharactersIsLoggedWhole() throws {
        let directory = try TemporaryDirectory()
        let log = ContainerLog(try LogFileWriter(LogFile(path: directory.file("log"), maximumSize: 0)))
        let pipe = try Pipe(capacity: Pipe.largestCapacity)
        var buffer = LineBuffer()
        let bytes = [UInt8](repeating: 1, count: 3 * LineBuffer.largestRead + 1000)
        try systemCall("write") { bytes.withUnsafeBytes { write(pipe.writeEnd.raw, $0.baseAddress, $0.count) } }
        for _ in 0..<4 {
            _ = try buffer.read(from: pipe.readEnd)
            log.append(.output, from: &buffer)
        }
        log.finish(.output, from: &buffer)
        let entries = try LogEntry.entries(in: try #require(try directory.read("log")))
        #expect(entries.map(\.log).joined().utf8.elementsEqual(bytes))
    }
}
