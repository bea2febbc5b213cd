import Glibc
import Linux
import Synchronization

/// Who a service tells of itself by sd_notify(3): keeps what it is told, and closes what it is sent.
final class FakeServiceManager: Sendable {
    let path: String
    private let socket: Int32
    private let thread = Mutex<pthread_t>(0)
    private let messages = Mutex<[String]>([])

    init(in directory: String) throws {
        path = "\(directory)/manager.sock"
        socket = try DatagramSocket.bind(to: path, mode: 0o600).release()
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<FakeServiceManager>.fromOpaque(argument).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        self.thread.withLock { $0 = thread }
    }

    deinit { close(socket) }

    private func serve() {
        var descriptor: OwnedDescriptor?
        while let message = try? Channel.receive(from: socket, descriptor: &descriptor) {
            descriptor = nil
            messages.withLock { $0.append(String(decoding: message, as: UTF8.self)) }
        }
    }

    /// What it was told until now; it hears no more.
    func finish() -> [String] {
        shutdown(socket, Int32(SHUT_RDWR))
        pthread_join(thread.withLock { $0 }, nil)
        return messages.withLock { $0 }
    }
}
