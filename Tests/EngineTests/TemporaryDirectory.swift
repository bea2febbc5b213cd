import Linux
import SystemPackage

@testable import Engine

#if canImport(Glibc)
import Glibc
#endif

/// A directory of a test's own that goes with it.
enum TemporaryDirectory {
    static func with<Value>(_ body: (String) throws -> Value) throws -> Value {
        var template = Array("/tmp/wherry-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemCallError("mkdtemp", errno: .ioError) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? DirectoryTree.remove(path) }
        return try body(path)
    }
}
