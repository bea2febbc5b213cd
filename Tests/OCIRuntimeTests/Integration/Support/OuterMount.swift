import Linux
import TestSupport

/// A shared mount of the host's with another beneath it, for the time of a test.
enum OuterMount {
    static func with(at path: String, beneath name: String, _ body: () throws -> Void) throws {
        try ToolProcess.run(["mkdir", "-p", path])
        try ToolProcess.run(["mount", "-t", "tmpfs", "tmpfs", path])
        defer { try? ToolProcess.run(["umount", "-R", path]) }
        try ToolProcess.run(["mount", "--make-shared", path])
        try ToolProcess.run(["mkdir", "\(path)/\(name)"])
        try ToolProcess.run(["mount", "-t", "tmpfs", "tmpfs", "\(path)/\(name)"])
        try body()
    }
}
