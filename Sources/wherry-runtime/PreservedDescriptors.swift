import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// Descriptors from 3 on that the caller leaves to the container's program: sockets that systemd listens on, see
/// sd_listen_fds(3), and as many more as are asked for.
struct PreservedDescriptors {
    let count: Int
    private let sockets: Int

    init(asked: Int) throws(RuntimeError) {
        sockets = Self.listening
        // As runc, to which fewer than none are none.
        let asked = max(asked, 0)
        guard asked <= 1 << 16 else {
            throw RuntimeError(.invalidConfiguration, "--preserve-fds: \(asked) is no number of descriptors")
        }
        count = asked + sockets
        for raw in 3..<Int32(3 + count) where fcntl(raw, F_GETFD) < 0 {
            throw RuntimeError(.invalidConfiguration, "--preserve-fds: descriptor \(raw) is not open")
        }
    }

    /// `LISTEN_FDS` is meant for the process that `LISTEN_PID` names.
    private static var listening: Int {
        func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
        guard let count = number("LISTEN_FDS"), count > 0, number("LISTEN_PID") == Int(getpid()) else { return 0 }
        return count
    }

    /// The program is its container's first process.
    func announce(to process: inout RuntimeSpec.Process?) {
        guard sockets > 0 else { return }
        if process?.env == nil { process?.env = [] }
        process?.env?.append(contentsOf: ["LISTEN_FDS=\(sockets)", "LISTEN_PID=1"])
    }
}
