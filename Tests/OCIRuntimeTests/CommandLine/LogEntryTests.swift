import JSON
import Linux
import Testing

@testable import wherry_runtime

/// The forms are those of logrus, which clients have parsers for.
struct LogEntryTests {
    private func entry(_ message: String, _ level: LogEntry.Level = .error) -> LogEntry {
        LogEntry(level, message, at: Timestamp(seconds: 1_767_323_045, nanoseconds: 7))
    }

    @Test(arguments: [
        ("word", "word"), ("a-b._/@^+9", "a-b._/@^+9"), ("", ""), ("two words", "\"two words\""), ("a:", "\"a:\""),
        ("say \"no\\\"", #""say \"no\\\"""#), ("a\n\t\r", #""a\n\t\r""#), ("\u{1}\u{1b}\u{7f}", #""\x01\x1b\x7f""#),
        ("für", "\"für\""), ("\u{9b}\u{a0}\u{200b}", #""\u009b\u00a0\u200b""#),
        ("\u{1f600}\u{e0001}", #""😀\U000e0001""#),
    ])
    func aMessageIsQuotedAsGoDoes(message: String, quoted: String) {
        #expect(entry(message).text == "time=\"2026-01-02T03:04:05Z\" level=error msg=\(quoted)")
    }

    @Test func theMembersAreInTheirOrder() {
        let json = String(decoding: entry("a \"b\"\n", .warning).json(), as: UTF8.self)
        #expect(json == #"{"level":"warning","msg":"a \"b\"\n","time":"2026-01-02T03:04:05Z"}"#)
    }

    @Test func aTerminalShowsColumns() {
        let padding = String(repeating: " ", count: 42)
        #expect(entry("no\n").colored(after: 7) == "\u{1b}[31mERRO\u{1b}[0m[0007] no\(padding) ")
        #expect(entry("no", .warning).colored(after: 12345) == "\u{1b}[33mWARN\u{1b}[0m[12345] no\(padding) ")
        let long = String(repeating: "x", count: 50)
        #expect(entry(long, .debug).colored(after: 0) == "\u{1b}[37mDEBU\u{1b}[0m[0000] \(long) ")
    }
}
