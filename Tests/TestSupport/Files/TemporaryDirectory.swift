import FoundationEssentials
import Glibc

/// A directory of a test's own, deleted after it.
package enum TemporaryDirectory {
    package static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.path + "/wherry-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? ToolProcess.run(["rm", "-rf", path]) }
        return try body(path)
    }
}
