import Glibc
import Linux
import ShimProtocol
import Testing

@testable import wherry_shim

@Suite struct LogFileWriterTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    func log(size: Int64, files: Int) throws -> LogFileWriter {
        try LogFileWriter(LogFile(path: directory.file("log"), maximumSize: size, maximumFiles: files))
    }

    func text(_ name: String) throws -> String? {
        try directory.read(name).map { String(decoding: $0, as: UTF8.self) }
    }

    func write(_ text: String, to writer: inout LogFileWriter) throws {
        try Array(text.utf8).withUnsafeBytes { try writer.write($0) }
    }

    @Test func aBatchIsSplitAtLinesWhereItCrossesTheSize() throws {
        var writer = try log(size: 10, files: 3)
        try write("1234\n5678\nabcd\nef\n", to: &writer)
        #expect(try text("log.1") == "1234\n5678\n")
        #expect(try text("log") == "abcd\nef\n")
        try write("ghijklmnopqrstu\nv\n", to: &writer)
        #expect(try text("log.2") == "abcd\nef\n")
        #expect(try text("log.1") == "ghijklmnopqrstu\n")
        #expect(try text("log") == "v\n")
        try write("0123456789\n", to: &writer)
        #expect(try text("log.2") == "ghijklmnopqrstu\n")
        #expect(try text("log.3") == nil)
    }

    @Test func aSingleFileIsBegunAnew() throws {
        var writer = try log(size: 10, files: 1)
        try write("1234\n5678\nabcd\n", to: &writer)
        #expect(try text("log") == "abcd\n")
        #expect(try text("log.1") == nil)
    }

    @Test func withoutASizeNothingIsRotated() throws {
        var writer = try log(size: 0, files: 3)
        try write(String(repeating: "line\n", count: 10_000), to: &writer)
        #expect(try text("log")?.utf8.count == 50_000)
        #expect(try text("log.1") == nil)
    }

    @Test func aLogIsContinued() throws {
        var first = try log(size: 10, files: 2)
        try write("1234\n", to: &first)
        var second = try log(size: 10, files: 2)
        try write("5678\n", to: &second)
        try write("9\n", to: &second)
        #expect(try text("log.1") == "1234\n5678\n")
        #expect(try text("log") == "9\n")
    }

    @Test func aLogThatWasTakenAwayIsBegunAnew() throws {
        var writer = try log(size: 10, files: 2)
        try write("1234\n5678\n", to: &writer)
        unlink(directory.file("log"))
        try write("9\n", to: &writer)
        #expect(try text("log") == "9\n")
    }

    /// On a full file system (a tmpfs of one page here) no half line is left, and logging goes on when there is room.
    @Test(.enabled(if: getuid() == 0))
    func aFullDiskLeavesWholeLines() throws {
        try systemCall("mkdir") { mkdir(directory.file("small"), 0o755) }
        try systemCall("mount") { mount("tmpfs", directory.file("small"), "tmpfs", 0, "size=8k") }
        defer { umount2(directory.file("small"), Int32(MNT_DETACH)) }
        let filler = directory.file("small/filler")
        try directory.write(String(repeating: "x", count: 4096), to: "small/filler")
        var writer = try LogFileWriter(LogFile(path: directory.file("small/log"), maximumSize: 0))
        try write(String(repeating: "0123456\n", count: 400), to: &writer)
        #expect(throws: SystemCallError.self) {
            try write(String(repeating: "abcdefg\n", count: 400), to: &writer)
        }
        #expect(try directory.read("small/log")?.count == 3200)
        unlink(filler)
        try write("abcdefg\n", to: &writer)
        #expect(try directory.read("small/log")?.count == 3208)
    }
}
