import Glibc
import Linux

/// The programs of this package, which are built beside the tests.
enum BuiltProgram {
    static func path(of name: String) throws -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = try systemCall("readlink") { readlink("/proc/self/exe", &path, path.count) }
        let tests = String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/\(name)"
    }
}
