import Linux
import TestSupport
import Testing

@testable import Engine

#if canImport(Glibc)
import Glibc
#endif

/// Processes from files as the kernel writes them.
struct ProcessTableReaderTests {
    private static let boot: Int64 = 1_700_000_000
    private static let now = Timestamp(seconds: boot + 10_000)

    private struct Process {
        var name = "sh"
        var state = "S"
        var terminal = 0
        var ticks = 0
        var start = 0
        var uids = "0\t0\t0\t0"
        var arguments = "sh\0-c\0sleep 1\0"

        var stat: String {
            "7 (\(name)) \(state) 3 7 7 \(terminal) -1 4194560 1 0 0 0 \(ticks) 0 0 0 20 0 1 0 \(start) 2584576 100"
        }
    }

    private func row(_ process: Process, now: Timestamp = now) throws -> [String]? {
        try TemporaryDirectory.with { root in
            try DirectoryTree.make("\(root)/7")
            try AtomicFile.create("\(root)/stat", Array("cpu  1 2\nbtime \(Self.boot)\nprocesses 9\n".utf8))
            try AtomicFile.create("\(root)/7/stat", Array(process.stat.utf8))
            try AtomicFile.create("\(root)/7/status", Array("Name:\tsh\nUid:\t\(process.uids)\nGid:\t0\n".utf8))
            try AtomicFile.create("\(root)/7/cmdline", Array(process.arguments.utf8))
            let rows = try ProcessTableReader(root: root, now: now).rows(of: [8, 7])
            #expect(rows.count == 1)
            return rows.first
        }
    }

    private func cell(_ title: String, _ process: Process, now: Timestamp = now) throws -> String? {
        guard let column = ProcessTableReader.titles.firstIndex(of: title) else { return nil }
        return try row(process, now: now)?[column]
    }

    @Test func aProcess() throws {
        var process = Process()
        process.terminal = 136 << 8 | 5
        process.ticks = 2500 * sysconf(Int32(_SC_CLK_TCK))
        let row = try #require(try row(process))
        #expect(Array(row[..<4]) == ["root", "7", "3", "25"])
        #expect(Array(row[5...]) == ["pts/5", "00:41:40", "sh -c sleep 1"])
    }

    @Test func theUserIsTheEffectiveOne() throws {
        #expect(try cell("UID", Process(uids: "0\t4294900000\t0\t0")) == "4294900000")
    }

    @Test(arguments: [
        ("a) R 9 (b", "[a) R 9 (b]"), ("", "[]"), ("two words", "[two words]"), ("\u{1B}[2J", "[?[2J]"),
    ])
    func aProcessWithoutArgumentsIsShownByName(_ name: String, _ shown: String) throws {
        #expect(try cell("CMD", Process(name: name, arguments: "")) == shown)
    }

    @Test func whatATerminalWouldObeyIsNotShown() throws {
        #expect(try cell("CMD", Process(arguments: "a\u{1B}]0;b\u{07}\0c\nd\u{9B}é\0")) == "a?]0;b? c?d?é")
    }

    @Test func aProcessThatEndedAndIsNotReaped() throws {
        #expect(try cell("CMD", Process(state: "Z", arguments: "")) == "[sh] <defunct>")
    }

    @Test func daysOfProcessorTime() throws {
        let ticks = (2 * 86_400 + 3 * 3600 + 4 * 60 + 5) * sysconf(Int32(_SC_CLK_TCK))
        #expect(try cell("TIME", Process(ticks: ticks)) == "2-03:04:05")
        #expect(try cell("C", Process(ticks: ticks)) == "99")
    }

    @Test(arguments: [(0, 5), (40 * 86_400, 5), (400 * 86_400, 4)] as [(Int64, Int)])
    func theStartIsATimeADayOrAYear(_ age: Int64, _ length: Int) throws {
        let now = Timestamp(seconds: Self.boot + age)
        let start = try #require(try cell("STIME", Process(), now: now))
        #expect(start.count == length)
        #expect(start.contains(":") == (age == 0))
        if age > 0, length == 5 { #expect(start.hasPrefix("Nov1")) }
        if length == 4 { #expect(start == "2023") }
    }

    @Test(arguments: [(0, "?"), (4 << 8 | 1, "tty1"), (4 << 8 | 64, "ttyS0"), (137 << 8 | 1, "pts/257"), (5 << 8, "?")])
    func terminals(_ device: Int, _ name: String) throws {
        #expect(try cell("TTY", Process(terminal: device)) == name)
    }

    @Test(arguments: [
        "", "7", "7 (sh", "7 sh) S 3", "7 )sh( S 3", "7 (sh) S 3 7 7 0 -1", "7 (sh) S x 7 7 0 -1 1 1 1 1",
    ])
    func anotherTextIsNoProcess(_ text: String) {
        #expect(ProcessStatus(text) == nil)
    }

    @Test(arguments: 0..<200) func mutatedTextsAreReadOrRefused(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        var bytes = Array(Process().stat.utf8)
        for _ in 0..<8 {
            let index = Int.random(in: bytes.indices, using: &random)
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let status = ProcessStatus(text) else { return }
        #expect(text.contains("(\(status.name))"))
    }

    /// The same as the host's ps(1), but for what changes from one look to the next.
    @Test func thisProcessIsShownAsPsShowsIt() throws {
        guard let ps = try? Program.output("ps", ["-ef", "-q\(getpid())"]), ps.status == 0 else { return }
        let theirs = try ProcessTable(parsing: ps.text, pids: [getpid()])
        let ours = try ProcessTableReader().rows(of: [getpid()])
        #expect(theirs.titles == ProcessTableReader.titles)
        for (title, (their, our)) in zip(theirs.titles, zip(try #require(theirs.rows.first), try #require(ours.first)))
        where !["C", "TIME", "STIME"].contains(title) {
            #expect(their == our, "\(title)")
        }
    }
}
