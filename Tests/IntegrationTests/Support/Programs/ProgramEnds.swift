import Glibc
import Linux
import Synchronization
import SystemPackage

/// Our ends of a program's streams, and the program itself by descriptor.
///
/// `read` and `awaitActivity` are for one thread, the rest for any.
final class ProgramEnds: Sendable {
    private let process: Int32
    /// Standard output, or the terminal.
    private let output: Int32
    /// `nil` with a terminal.
    private let error: Int32?
    private let input: Mutex<Int32?>
    /// Whose other end is closed.
    private let exhausted = Mutex<Set<Int32>>([])

    /// Takes the descriptors over.
    init(process: Int32, output: Int32, error: Int32?, input: Int32?) {
        self.process = process
        self.output = output
        self.error = error
        self.input = Mutex(input)
    }

    deinit {
        for descriptor in [process, output] + (error.map { [$0] } ?? []) { close(descriptor) }
        closeInput()
    }

    var terminal: Int32 { output }

    func write(_ bytes: [UInt8]) throws {
        guard error != nil else {
            try systemCall("write", "terminal") { Glibc.write(output, bytes, bytes.count) }
            return
        }
        try input.withLock { input in
            guard let raw = input else { throw SystemCallError("send", errno: .badFileDescriptor) }
            try systemCall("send", "standard input") { send(raw, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    func closeInput() {
        input.withLock { input in
            if let raw = input.take() { close(raw) }
        }
    }

    var hasEnded: Bool {
        var request = pollfd(fd: process, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Waits until there is something to read, or the program has ended.
    ///
    /// - Returns: `false` when the time is over.
    func awaitActivity(until deadline: ContinuousClock.Instant) -> Bool {
        let left = (deadline - .now) / .milliseconds(1)
        var requests = (open + [process]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&requests, nfds_t(requests.count), Int32(max(0, min(left, 1e9)))) != 0
    }

    /// What is there.
    func read() -> (output: [UInt8], error: [UInt8]) {
        let open = open
        return (
            open.contains(output) ? available(output) : [],
            error.map { open.contains($0) ? available($0) : [] } ?? []
        )
    }

    private var open: [Int32] {
        let ended = exhausted.withLock { $0 }
        return ([output] + (error.map { [$0] } ?? [])).filter { !ended.contains($0) }
    }

    private func available(_ descriptor: Int32) -> [UInt8] {
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer.prefix(count)
            } else if count < 0 && errno == EINTR {
                continue
            } else {
                // A terminal that no one has open any more gives EIO.
                if count == 0 || errno != EAGAIN { _ = exhausted.withLock { $0.insert(descriptor) } }
                return bytes
            }
        }
    }
}
