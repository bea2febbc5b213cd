import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// Paths as the kernel sees them.
package enum KernelPath {
    /// getcwd(2): begins with a slash only if the working directory is beneath the root.
    package static func currentDirectory() throws(SystemCallError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        try systemCall("getcwd") { clinux_getcwd(&buffer, UInt(PATH_MAX)) }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// realpath(3): where the path leads, without a symbolic link; `nil` where it leads to nothing.
    package static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
