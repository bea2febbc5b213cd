import Glibc
import Linux
import ShimProtocol
import SystemPackage

/// Who serves the requests that come in on connections.
protocol RequestServer: AnyObject {
    func serve(_ request: ShimRequest, for connection: Connection)
    /// The connection is closed and must be forgotten.
    func connectionClosed(_ connection: Connection)
}

/// A client: one request, its reply, and for some a stream.
final class Connection: Watcher {
    /// From how many bytes that the client has not taken it counts as too far behind.
    static let highWaterMark = 256 * 1024
    /// How long a client that others wait for may take nothing, in milliseconds.
    static let patience: UInt64 = 30_000
    /// The most that one read takes, in bytes.
    private static let largestRead = 32 * 1024

    enum Phase { case receiving, answering, following(StandardStreams), closing, closed }

    private let descriptor: OwnedDescriptor
    private let loop: EventLoop
    private unowned let server: any RequestServer
    private var registration: EventLoop.Registration?
    private var interest: Readiness = .readable
    private(set) var phase = Phase.receiving
    private var decoder = FrameDecoder()
    /// Input that came together with the request.
    private var earlyInput: [UInt8] = []
    private var isInputPaused = false
    private var hasInputEnded = false
    private var outgoing = ByteQueue()
    private var lastProgress: UInt64 = 0

    init(_ descriptor: consuming OwnedDescriptor, loop: EventLoop, server: any RequestServer) throws(SystemCallError) {
        self.descriptor = descriptor
        self.loop = loop
        self.server = server
        registration = try loop.watch(self.descriptor.raw, interest, self)
    }

    /// Whether the client is too far behind to be sent more.
    var isFull: Bool { outgoing.count >= Self.highWaterMark }

    /// When to let the client go unless it takes something before, on ``MonotonicClock``.
    var deadline: UInt64? {
        guard !outgoing.isEmpty else { return nil }
        switch phase {
        case .closing: return lastProgress + Self.patience
        case .following(let streams) where isFull && streams.followerCount > 1: return lastProgress + Self.patience
        default: return nil
        }
    }

    func ready(_ readiness: Readiness) {
        if readiness.contains(.readable) { receive() }
        if readiness.contains(.writable) { flush() }
        if !readiness.isDisjoint(with: [.hangUp, .error]) { endOfPeer() }
    }

    func close() {
        if case .closed = phase { return }
        stopWatching()
        let former = phase
        phase = .closed
        if case .following(let streams) = former { streams.remove(self) }
        server.connectionClosed(self)
    }

    private func stopWatching() {
        if let registration { loop.unwatch(registration) }
        registration = nil
    }

    private func adjustInterest() {
        var wanted: Readiness = outgoing.isEmpty ? [] : .writable
        if !isInputPaused, !hasInputEnded { wanted.insert(.readable) }
        guard wanted != interest, let registration else { return }
        interest = wanted
        loop.change(registration, wanted)
    }
}

// MARK: From the client

extension Connection {
    /// Stops or goes on taking the client's input.
    func setInputPaused(_ paused: Bool) {
        isInputPaused = paused
        takeEarlyInput()
        if registration == nil { takeLeftovers() } else { adjustInterest() }
    }

    /// Leaves what the client may send where it is.
    func ignoreInput() {
        hasInputEnded = true
        adjustInterest()
    }

    /// Takes some of what has come.
    ///
    /// - Returns: whether there may be more.
    @discardableResult
    func receive() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: Self.largestRead, alignment: 16) { buffer in
            do throws(SystemCallError) {
                let count = try systemCall("recv", "client") {
                    recv(descriptor.raw, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                }
                if count == 0 { endOfInput() } else { take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
                return count > 0
            } catch {
                if error.errno != .wouldBlock { close() }
                return false
            }
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        switch phase {
        case .receiving: takeRequest(bytes)
        case .following(let streams): streams.takeInput(bytes, from: self)
        case .answering, .closing, .closed: break
        }
    }

    private func takeRequest(_ bytes: UnsafeRawBufferPointer) {
        decoder.append(bytes)
        do {
            guard let request = try decoder.next(ShimRequest.self) else { return }
            phase = .answering
            server.serve(request, for: self)
        } catch {
            reply(.failed(ShimFailure(code: .invalidConfiguration, message: error.message)))
        }
    }

    private func takeEarlyInput() {
        guard !isInputPaused, !earlyInput.isEmpty else { return }
        let input = earlyInput
        earlyInput = []
        input.withUnsafeBytes { take($0) }
    }

    private func endOfInput() {
        hasInputEnded = true
        switch phase {
        case .receiving: return close()
        case .following(let streams): streams.takeEndOfInput(from: self)
        case .answering, .closing, .closed: break
        }
        adjustInterest()
    }

    /// The client has closed: what was for it is dropped, what it sent before is still taken.
    private func endOfPeer() {
        stopWatching()
        outgoing = ByteQueue()
        takeLeftovers()
    }

    private func takeLeftovers() {
        while !isInputPaused, receive() {}
        if !isInputPaused { close() }
    }
}

// MARK: To the client

extension Connection {
    /// Answers the request and, once that is sent, closes.
    func reply(_ reply: ShimReply) {
        send(reply)
        closeWhenSent()
    }

    /// Answers the request; the stream of `streams` follows.
    func reply(_ reply: ShimReply, following streams: StandardStreams, _ which: AttachStreams) {
        send(reply)
        if case .closed = phase { return }
        phase = .following(streams)
        earlyInput = decoder.takeRest()
        streams.add(self, following: which)
    }

    /// Sends output, as a frame of Docker's or, without a kind, as it is.
    func send(_ bytes: UnsafeRawBufferPointer, framedAs kind: OutputKind?) {
        guard registration != nil else { return }
        if outgoing.isEmpty { lastProgress = MonotonicClock.now }
        if let kind {
            let header = (kind.rawValue, UInt8(0), UInt8(0), UInt8(0), UInt32(bytes.count).bigEndian)
            withUnsafeBytes(of: header) { outgoing.append($0) }
        }
        outgoing.append(bytes)
        flush()
    }

    /// Closes once everything is sent.
    func closeWhenSent() {
        if case .closed = phase { return }
        phase = .closing
        flush()
    }

    private func send(_ reply: ShimReply) {
        do {
            try FrameCodec.encode(reply).withUnsafeBytes { send($0, framedAs: nil) }
        } catch {
            Diagnostics.report("\(error)")
        }
    }

    private func flush() {
        do {
            let sent = try outgoing.send { bytes throws(SystemCallError) in
                try systemCall("send", "client") {
                    Glibc.send(descriptor.raw, bytes.baseAddress, bytes.count, Self.sendFlags)
                }
            }
            if sent > 0 { lastProgress = MonotonicClock.now }
        } catch {
            return endOfPeer()
        }
        adjustInterest()
        switch phase {
        case .closing where outgoing.isEmpty: closeQuietly()
        case .following(let streams): streams.adjustPace()
        default: break
        }
    }

    private static let sendFlags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)

    /// Takes what the client sent and no one wants before closing: with bytes left unread, the kernel would tell the
    /// client of a reset connection.
    private func closeQuietly() {
        var reads = 0
        while reads < 16, receive() { reads += 1 }
        close()
    }
}
