import Glibc
import Linux
import SystemPackage
import TestSupport
import Testing

struct DirectoryEntriesTests {
    @Test func namesAreChosenByTheirType() throws {
        try TemporaryDirectory.with { directory in
            try systemCall("mkdir") { mkdir("\(directory)/inner", 0o700) }
            try systemCall("symlink") { symlink("inner", "\(directory)/link") }
            #expect(try DirectoryEntries.names(in: directory).sorted() == ["inner", "link"])
            #expect(try DirectoryEntries.names(in: directory, ofType: Int(DT_DIR)) == ["inner"])
            #expect(try DirectoryEntries.names(in: directory, ofType: Int(DT_LNK)) == ["link"])
            #expect(try DirectoryEntries.names(in: "\(directory)/inner") == [])
        }
    }

    /// Who asks decides what that means.
    @Test func whatCannotBeReadIsNotEmpty() {
        for (path, errno) in [("/no/such", Errno.noSuchFileOrDirectory), ("/etc/passwd", .notDirectory)] {
            let error = #expect(throws: SystemCallError.self) { try DirectoryEntries.names(in: path) }
            #expect(error?.errno == errno)
        }
    }
}
