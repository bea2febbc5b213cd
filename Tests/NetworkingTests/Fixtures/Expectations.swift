import Glibc
import Testing

@testable import Networking

/// Says something each way over a connection that `client` has made to `server`.
///
/// - Returns: who the server thinks the client is.
@discardableResult
func expectConversation(from client: TestSocket, with server: TestSocket) throws -> IPv4Address {
    let (connection, peer) = try server.accept()
    try client.send("question")
    #expect(try connection.receive().text == "question")
    try connection.send("answer")
    #expect(try client.receive().text == "answer")
    return peer
}

/// The code of the network error that `body` throws.
func failure(_ body: () throws -> Void) -> NetworkError.Code? {
    do {
        try body()
    } catch let error as NetworkError {
        return error.code
    } catch {
        Issue.record(error)
    }
    return nil
}

/// The code of the error with which the network refuses the request.
func refusal(of request: AttachRequest, by network: BridgeNetwork) -> NetworkError.Code? {
    failure { _ = try network.attach(request) }
}

/// Waits for what the kernel does in the background; five seconds at most.
func waitUntil(_ condition: () throws -> Bool) throws {
    for _ in 0..<500 {
        if try condition() { return }
        usleep(10_000)
    }
    Issue.record("did not happen within five seconds")
}
