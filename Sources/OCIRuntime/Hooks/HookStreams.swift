import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A hook's standard input and output, as its runner sees them.
struct HookStreams: ~Copyable {
    /// Open until the hook has the whole state, or does not want it.
    private var input: OwnedDescriptor?
    private var unsent: ArraySlice<UInt8>
    /// Open until the hook has closed its own.
    private var output: OwnedDescriptor?
    private var text: [UInt8] = []
    private static let outputLimit = 4096

    /// Takes the first end of each pair and closes the second, which the hook has.
    init(input: consuming ChannelPair, output: consuming ChannelPair, state: [UInt8]) {
        let ownInput = input.takeFirst()
        self.input = state.isEmpty ? nil : consume ownInput
        self.output = output.takeFirst()
        unsent = state[...]
    }

    /// The first 4 KiB of what it wrote; the rest is read and dropped, so that it never waits for a reader.
    var errors: String { String(decoding: text.prefix(Self.outputLimit), as: UTF8.self).filter { !$0.isNewline } }

    /// Writes and reads until the process has ended.
    ///
    /// - Parameter timeout: in seconds.
    /// - Returns: whether it ended in time.
    mutating func collect(until pidfd: Int32, timeout: Int?) throws(SystemCallError) -> Bool {
        let end = timeout.map { ContinuousClock.now + .seconds($0) }
        while true {
            var requests = [
                pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: output.raw ?? -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input.raw ?? -1, events: Int16(POLLOUT), revents: 0),
            ]
            let left = Self.milliseconds(until: end)
            guard left != 0, try systemCall("poll", "hook", { poll(&requests, 3, left) }) > 0 else { return false }
            if requests[2].revents != 0 { sendSome() }
            if requests[1].revents != 0 { readSome() }
            if requests[0].revents != 0 { return true }
        }
    }

    /// At least 1 before the end, and 0 after it; -1 where there is none.
    private static func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
        guard let end else { return -1 }
        let left = end - .now
        guard left > .zero else { return 0 }
        return Int32(clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// A hook need not read: that must raise no SIGPIPE.
    private mutating func sendSome() {
        guard let raw = input.raw else { return }
        let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
        let count = unsent.withUnsafeBytes { send(raw, $0.baseAddress, $0.count, flags) }
        let isRefused = count < 0 && errno != EAGAIN && errno != EINTR
        if count > 0 { unsent.removeFirst(count) }
        if isRefused || unsent.isEmpty { input = nil }
    }

    private mutating func readSome() {
        guard let raw = output.raw else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(raw, &buffer, buffer.count)
        if count > 0, text.count < Self.outputLimit { text += buffer[..<count] }
        if count == 0 { output = nil }
    }
}
