import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A hook's standard input and output, as its runner sees them.
struct HookStreams: ~Copyable {
    private var input: OwnedDescriptor?
    private let output: OwnedDescriptor
    /// The first 4 KiB of what it wrote; the rest is read and dropped, so that it never waits for a reader.
    private(set) var errors = ""

    /// Takes the first end of each pair and closes the second, which the hook has.
    init(input: consuming ChannelPair, output: consuming ChannelPair) {
        self.input = input.takeFirst()
        self.output = output.takeFirst()
    }

    /// A state is small enough for a socket's buffer; a hook that does not read it is not waited for.
    mutating func send(_ bytes: [UInt8]) {
        try? input.take()?.write(bytes)
    }

    /// Reads until the process has ended.
    ///
    /// - Parameter timeout: in seconds.
    /// - Returns: whether it ended in time.
    mutating func collect(until pidfd: Int32, timeout: Int?) throws(SystemCallError) -> Bool {
        let end = timeout.map { ContinuousClock.now + .seconds($0) }
        var text: [UInt8] = []
        defer { errors = String(decoding: text.prefix(4096), as: UTF8.self).filter { !$0.isNewline } }
        while true {
            var requests = [
                pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0),
            ]
            let left = end.map { Int32(clamping: max(0, ($0 - .now).components.seconds * 1000 + 999)) } ?? -1
            guard try systemCall("poll", "hook", { poll(&requests, 2, left) }) > 0 else { return false }
            if requests[1].revents != 0 { readSome(&text) }
            if requests[0].revents != 0 { return true }
        }
    }

    private func readSome(_ text: inout [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(output.raw, &buffer, buffer.count)
        if count > 0, text.count < 4096 { text += buffer[..<count] }
    }
}
