import Glibc

/// `sockaddr_un` of unix(7).
enum UnixSocketAddress {
    /// The size of `sun_path` in bytes, of which the last is a NUL.
    static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

    /// - Precondition: `path` is shorter than ``longestPath``.
    static func with<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { target in
            target.copyBytes(from: path.utf8.prefix(longestPath - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
