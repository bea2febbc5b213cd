import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Where shims are found: `<execution root>/shims/<id>/shim.sock`.
///
/// A socket's address holds 107 bytes and a root may be deeper than that: the directory is held open and the sockets
/// are named through it.
package final class ShimDirectory: Sendable {
    package let path: String
    private let descriptor: OwnedDescriptor

    /// Makes the directory when it is missing, mode 0700.
    package init(executionRoot: String) throws {
        path = executionRoot + "/shims"
        let path = self.path
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw SystemCallError("mkdir", path, errno: Errno(rawValue: errno))
        }
        descriptor = OwnedDescriptor(
            owning: try systemCall("open", path) { open(path, OpenFlags.path | O_DIRECTORY | O_CLOEXEC) })
    }

    package func runDirectory(of id: String) -> String {
        "\(path)/\(id)"
    }

    /// A short path for bind(2) and connect(2), valid in this process only.
    package func socketPath(of id: String) -> String {
        "/proc/self/fd/\(descriptor.raw)/\(id)/shim.sock"
    }
}
