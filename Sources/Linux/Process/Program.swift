import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// execve(2).
package enum Program {
    /// Becomes the program at `path`.
    ///
    /// - Returns: why it did not.
    package static func execute(_ path: String, arguments: [String], environment: [String]) -> SystemCallError {
        withCStrings(arguments) { arguments in
            withCStrings(environment) { environment in
                do throws(SystemCallError) {
                    try systemCall("execve", path) { execve(path, arguments, environment) }
                } catch {
                    return error
                }
                return SystemCallError("execve", path, errno: .invalidArgument)
            }
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}
