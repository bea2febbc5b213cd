import Linux
import OCIRuntime
import SystemPackage

/// A file that the command line names, whose failures are in Go's words: `open FILE: no such file or directory`.
enum HostFile {
    static func bytes(_ path: String) throws(RuntimeError) -> [UInt8] {
        do { return try SmallFile.bytes(path) } catch { throw failure("open", path, error) }
    }

    static func failure(_ call: String, _ path: String, _ cause: SystemCallError) -> RuntimeError {
        RuntimeError(.invalidConfiguration, "\(call) \(path): \(cause.errno.description.lowercased())", cause: cause)
    }
}
