import Glibc
package import Linux

/// The sockets that systemd opened for this process: sd_listen_fds(3).
package struct SocketActivation: Sendable {
    /// The first descriptor that is passed.
    private static let first: Int32 = 3

    private let names: [String]

    /// - Parameters:
    ///   - environment: `LISTEN_PID`, `LISTEN_FDS` and `LISTEN_FDNAMES` are read.
    ///   - process: this process's id; sockets for another one are not ours.
    package init(environment: Environment, process: Int32) {
        guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == process,
            let count = environment["LISTEN_FDS"].flatMap({ Int($0) }), (1...64).contains(count)
        else {
            names = []
            return
        }
        let given = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        names = (0..<count).map { $0 < given.count ? String(given[$0]) : "" }
    }

    /// Takes the sockets over; to be called once.
    ///
    /// - Parameter name: the name of the unit's socket, or a descriptor's number; `nil` is all of them.
    /// - Throws: ``ServerError`` `notFound` where there is none.
    package func take(_ name: String?) throws(ServerError) -> [Int32] {
        let wanted = descriptors(of: name)
        if wanted.isEmpty {
            throw ServerError(
                .notFound,
                "no socket '\(name ?? "")' was passed by systemd: start the engine through its socket unit, "
                    + "or choose another host than fd://")
        }
        for descriptor in wanted { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return wanted
    }

    package func descriptors(of name: String?) -> [Int32] {
        names.enumerated().compactMap { index, given in
            let descriptor = Self.first + Int32(index)
            return name == nil || name == given || name == String(descriptor) ? descriptor : nil
        }
    }
}
