import Foundation
import Testing

/// `Scripts/count-tests`, which counts what `make test` ends with, and `Scripts/add-counts`.
struct TestCountTests {
    @Test func addsUpRuns() throws {
        let lines = "3 passed, 0 failed, 4 skipped\n10 passed, 2 failed, 1 skipped\n"
        #expect(try Program.run("Scripts/add-counts", on: lines) == "13 passed, 2 failed, 5 skipped\n")
    }

    @Test func countsEachCase() throws {
        var run = EventStream()
        run.declare("fine()", "some(n:)", "gone(n:)", "off()")
        run.add("testEnded", "fine()")
        run.add("testCaseEnded", "some(n:)", times: 3)
        run.add("testCaseCancelled", "some(n:)")
        run.add("testEnded", "some(n:)")
        run.add("testCaseCancelled", "gone(n:)", times: 2)
        run.add("testCaseEnded", "gone(n:)", times: 2)
        run.add("testEnded", "gone(n:)")
        run.add("testSkipped", "off()")
        run.add("testSkipped", "Suite")
        #expect(try run.count() == "3 passed, 0 failed, 4 skipped\n")
    }

    @Test func countsATestThatWasCancelled() throws {
        var run = EventStream()
        run.declare("one()", "two()")
        for test in ["one()", "two()"] {
            run.add("testCancelled", test)
            run.add("testEnded", test)
        }
        run.add("testCaseCancelled", "one()")
        #expect(try run.count() == "0 passed, 0 failed, 2 skipped\n")
    }

    /// A suite may fail around its tests, and a run may break off in them.
    @Test func countsWhatFailed() throws {
        var run = EventStream()
        run.declare("some(n:)", "warned()", "known(n:)", "broken()", "never()")
        run.add("testCaseEnded", "some(n:)", times: 3)
        run.add("testCaseCancelled", "some(n:)")
        run.add("issueRecorded", "some(n:)", #""issue":{"isFailure":true},"#, times: 2)
        run.add("testEnded", "some(n:)")
        run.add("issueRecorded", "warned()", #""issue":{"isFailure":false,"isKnown":false},"#)
        run.add("testEnded", "warned()")
        run.add("testCaseEnded", "known(n:)", times: 2)
        run.add("issueRecorded", "known(n:)", #""issue":{"isFailure":false,"isKnown":true},"#)
        run.add("testEnded", "known(n:)")
        run.add("issueRecorded", "Suite", #""issue":{"isFailure":true},"#)
        run.add("testStarted", "broken()")
        #expect(try run.count() == "1 passed, 4 failed, 2 skipped\n")
    }

    @Test func readsNothingOutOfMessages() throws {
        var run = EventStream()
        run.declare(#"quoted(\"kind\":\"testSkipped\")"#)
        run.add("testEnded", #"quoted(\"kind\":\"testSkipped\")"#, #""messages":["\"kind\":\"testSkipped\""],"#)
        #expect(try run.count() == "1 passed, 0 failed, 0 skipped\n")
    }
}

/// What Swift Testing writes of a run, as far as it is counted.
private struct EventStream {
    private var text = ""

    mutating func declare(_ tests: String...) {
        text += #"{"kind":"test","payload":{"id":"Suite","kind":"suite"}}"# + "\n"
        for test in tests {
            text += #"{"kind":"test","payload":{"id":"\#(test)","isParameterized":true,"kind":"function"}}"# + "\n"
        }
    }

    /// - Parameter parts: more of the event, with a comma behind it.
    mutating func add(_ kind: String, _ test: String, _ parts: String = "", times: Int = 1) {
        for _ in 0..<times {
            text += #"{"kind":"event","payload":{\#(parts)"kind":"\#(kind)","testID":"\#(test)"}}"# + "\n"
        }
    }

    func count() throws -> String { try Program.run("Scripts/count-tests", on: text) }
}

private enum Program {
    /// What it prints when it is given a file of `text`.
    static func run(_ path: String, on text: String) throws -> String {
        let input = FileManager.default.temporaryDirectory.appending(path: "input-\(UUID().uuidString)")
        try Data(text.utf8).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let program = Process()
        program.executableURL = SourceTree.root.appending(path: path)
        program.arguments = [input.path]
        let output = Pipe()
        program.standardOutput = output
        try program.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }
}
