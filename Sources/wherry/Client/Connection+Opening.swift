import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension Connection {
    /// - Throws: ``SystemCallError`` where nothing listens there.
    convenience init(to address: EngineAddress) throws {
        switch address {
        case .unix(let path): self.init(socket: try Self.connect(path: path))
        case .tcp(let host, let port): self.init(socket: try Self.connect(host: host, port: port))
        }
    }

    private static func connect(path: String) throws -> OwnedDescriptor {
        let socket = try openSocket(family: AF_UNIX)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        try connect(socket, to: address, path)
        return socket
    }

    private static func connect(host: String, port: UInt16) throws -> OwnedDescriptor {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else {
            throw CommandLineError.invalid("engine address 'tcp://\(host):\(port)': '\(host)' is not an IPv4 address")
        }
        let socket = try openSocket(family: AF_INET)
        try connect(socket, to: address, "\(host):\(port)")
        var on: Int32 = 1
        setsockopt(socket.raw, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return socket
    }

    private static func openSocket(family: Int32) throws -> OwnedDescriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        return OwnedDescriptor(owning: try systemCall("socket") { Glibc.socket(family, type, 0) })
    }

    private static func connect<Address>(
        _ socket: borrowing OwnedDescriptor, to address: Address, _ name: String
    ) throws {
        let raw = socket.raw
        try withUnsafePointer(to: address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = try systemCall("connect", name) {
                    Glibc.connect(raw, generic, socklen_t(MemoryLayout<Address>.size))
                }
            }
        }
    }
}
