package import JSON

/// Takes a connection's bytes as they come and gives the messages in them.
///
/// After the last message that is expected, ``takeRest()`` gives the bytes that already belong to the stream behind it.
package struct FrameDecoder: Sendable {
    private var buffered: [UInt8] = []

    package init() {}

    /// Whether bytes of an unfinished frame are held: an end of the connection now would cut it off.
    package var isEmpty: Bool { buffered.isEmpty }

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        buffered.append(contentsOf: bytes)
    }

    /// The next message, or `nil` when more bytes are needed.
    ///
    /// - Throws: ``FrameError``, at once when the header announces too much, before any of it is held.
    package mutating func next<Message: JSONRepresentable>(_ type: Message.Type) throws(FrameError) -> Message? {
        guard let length else { return nil }
        guard length <= FrameCodec.maximumLength else { throw FrameCodec.tooLarge(length) }
        let end = FrameCodec.headerLength + length
        guard buffered.count >= end else { return nil }
        let message = try FrameCodec.decode(type, json: buffered[FrameCodec.headerLength..<end])
        buffered.removeSubrange(..<end)
        return message
    }

    /// What came behind the last message; the decoder is empty afterwards.
    package mutating func takeRest() -> [UInt8] {
        defer { buffered = [] }
        return buffered
    }

    /// The length in the header, once the header is there.
    private var length: Int? {
        guard buffered.count >= FrameCodec.headerLength else { return nil }
        return buffered.prefix(FrameCodec.headerLength).reduce(0) { $0 << 8 | Int($1) }
    }
}
