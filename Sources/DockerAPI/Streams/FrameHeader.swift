/// The eight bytes before each piece of output of a container without a terminal, in attach, exec and logs:
/// the stream, three zeros, and the payload's length in 32 bits, big-endian.
package struct FrameHeader: Equatable, Sendable {
    package enum Stream: UInt8, Sendable {
        case input = 0, output = 1, error = 2
        /// The payload is a message of the engine's about the stream itself.
        case system = 3
    }

    /// Of the encoded header, in bytes.
    package static let size = 8

    package var stream: Stream
    /// Of the payload, in bytes.
    package var length: UInt32

    package init(stream: Stream, length: UInt32) {
        self.stream = stream
        self.length = length
    }

    /// - Returns: `nil` unless `bytes` begins with a whole header of a known stream.
    package init?(decoding bytes: some Collection<UInt8>) {
        let header = Array(bytes.prefix(Self.size))
        guard header.count == Self.size, let stream = Stream(rawValue: header[0]), header[1...3].allSatisfy({ $0 == 0 })
        else { return nil }
        self.stream = stream
        length = header[4...].reduce(0) { $0 << 8 | UInt32($1) }
    }

    package var encoded: [UInt8] {
        [stream.rawValue, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
    }
}
