import Linux
import Testing

@testable import wherry_shim

@Suite struct ListenerTests {
    private final class Door {
        var listener: Listener?
        var taken = 0
    }

    /// What a client asks for may close the door on those behind it.
    @Test func takesNobodyOnceItIsClosed() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("door.sock")
        let door = Door()
        door.listener = try Listener(ShimFixture.listen(path), loop: EventLoop()) { _ in
            door.taken += 1
            if door.taken == 2 { door.listener?.close() }
        }
        let clients = try (0..<4).map { _ in try ShimClient(path: path) }
        door.listener?.acceptAll()
        #expect(door.taken == 2)
        #expect(throws: SystemCallError.self) { try ShimClient(path: path) }
        for client in clients { #expect(throws: (any Error).self) { try client.reply() } }
    }
}
