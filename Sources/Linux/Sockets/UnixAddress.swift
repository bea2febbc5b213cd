import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The address of a unix(7) socket.
package struct UnixAddress {
    private var address = sockaddr_un()
    private let size: Int
    /// As errors tell it.
    private var name: String

    /// - Parameter name: a path of at most 107 bytes; with `@` in front a name of the abstract namespace, as
    ///   sd_notify(3) writes it.
    package init(_ name: String) throws(SystemCallError) {
        let isAbstract = name.hasPrefix("@")
        let offset = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        self.name = name
        size = isAbstract ? offset + name.utf8.count : MemoryLayout<sockaddr_un>.size
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: name.utf8.prefix(room.count - 1))
            if isAbstract { room[0] = 0 }
            return name.utf8.count < room.count
        }
        guard fits else { throw SystemCallError("sun_path", name, errno: .fileNameTooLong) }
    }

    /// bind(2).
    package func bind(_ socket: Int32) throws(SystemCallError) {
        try systemCall("bind", name) { withPointer { Glibc.bind(socket, $0, $1) } }
    }

    /// connect(2).
    package func connect(_ socket: Int32) throws(SystemCallError) {
        try systemCall("connect", name) { withPointer { Glibc.connect(socket, $0, $1) } }
    }

    private func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(size)) }
        }
    }

    /// For a socket whose path may be of any length: its directory is named by a descriptor.
    package static func withPath(
        _ path: String, _ body: (UnixAddress) throws(SystemCallError) -> Void
    ) throws(SystemCallError) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let directory = try OwnedDescriptor.open(String(path[..<slash]), OpenFlags.path | O_DIRECTORY)
        var address = try UnixAddress("/proc/self/fd/\(directory.raw)\(path[slash...])")
        address.name = path
        try body(address)
    }
}
