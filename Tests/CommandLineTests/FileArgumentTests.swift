import Glibc
import Linux
import TestSupport
import Testing

@testable import wherry

/// Files that flags name, which need not be regular ones.
@Suite struct FileArgumentTests {
    private func write(_ text: String, to path: String, publishes: Bool = true) throws {
        var file = try ReplacedFile(path: path)
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
        if publishes { try file.publish() }
    }

    private func names(in directory: String) throws -> [String] {
        try DirectoryEntries.names(in: directory).sorted()
    }

    @Test func aFileIsReplacedOnceItIsWhole() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/archive"
            try write("old", to: path)
            try write("half", to: path, publishes: false)
            #expect(try SmallFile.read(path) == "old")
            try write("new", to: path)
            #expect(try SmallFile.read(path) == "new")
            #expect(try names(in: directory) == ["archive"])
        }
    }

    @Test func theFileBehindALinkIsReplaced() throws {
        try TemporaryDirectory.with { directory in
            try write("old", to: directory + "/archive")
            symlink("archive", directory + "/link")
            try write("new", to: directory + "/link")
            #expect(try SmallFile.read(directory + "/archive") == "new")
            #expect(KernelPath.resolved(directory + "/link") == KernelPath.resolved(directory + "/archive"))
            #expect(try names(in: directory) == ["archive", "link"])
        }
    }

    /// `/dev/null` and a pipe must stay what they are.
    @Test func whatIsNoRegularFileIsWrittenAsItStands() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/pipe"
            mkfifo(path, 0o600)
            let reader = try OwnedDescriptor.open(path, O_RDONLY | O_NONBLOCK)
            try write("through", to: path)
            let bytes = try reader.readAll(limit: 100)
            #expect(bytes == Array("through".utf8))
            #expect(try FileStatus(of: path).kind == .fifo)
            #expect(throws: CommandLineError.self) { try write("", to: directory) }
            #expect(try names(in: directory) == ["pipe"])
        }
    }

    @Test func variablesAreReadFromAPipe() throws {
        let reader = try Pipe().split { reader, writer in
            try writer.write("A=b\n".utf8)
            return reader
        }
        let path = "/dev/fd/\(reader.raw)"
        #expect(try VariableFile(path: path, for: "--env-file").lines == ["A=b"])
        #expect(try VariableFile(path: "/dev/null", for: "--env-file").lines == [])
        #expect(throws: CommandLineError.self) { try VariableFile(path: "/dev/zero", for: "--env-file") }
    }
}
