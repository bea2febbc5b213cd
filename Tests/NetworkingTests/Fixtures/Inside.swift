import Glibc
import Linux

@testable import Networking

/// Makes sockets in another namespace: a container's, or one outside.
struct Inside: Sendable {
    let namespace: Int32

    init(namespace: Int32) {
        self.namespace = namespace
    }

    init(_ attachment: borrowing Networking.Attachment) {
        namespace = attachment.namespace.raw
    }

    func listening(on port: UInt16) throws -> TestSocket {
        try make { () throws(SystemCallError) in try TestSocket.listening(on: port) }
    }

    func receiving(on port: UInt16) throws -> TestSocket {
        try make { () throws(SystemCallError) in try TestSocket.receiving(on: port) }
    }

    func connected(_ kind: __socket_type = SOCK_STREAM, to address: String, _ port: UInt16) throws -> TestSocket {
        try make { () throws(SystemCallError) in try TestSocket.connected(kind, to: address, port) }
    }

    private func make(
        _ body: @escaping @Sendable () throws(SystemCallError) -> TestSocket
    ) throws(SystemCallError) -> TestSocket {
        let namespace = namespace
        return try DedicatedThread.run { () throws(SystemCallError) in
            try NetworkNamespace.enter(namespace)
            return try body()
        }
    }
}
