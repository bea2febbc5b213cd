import DockerAPI

/// Parts the multiplexed stream of attach, exec and logs into the streams that it carries.
struct FrameDemuxer {
    private var header: [UInt8] = []
    private var stream = FrameHeader.Stream.output
    /// Of the current frame's payload, in bytes.
    private var left = 0

    /// Takes bytes of the stream as they come, cut anywhere; hands on the payloads without copying them.
    mutating func consume(
        _ bytes: UnsafeRawBufferPointer, deliver: (FrameHeader.Stream, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var index = 0
        while index < bytes.count {
            if left == 0 {
                index += try takeHeader(UnsafeRawBufferPointer(rebasing: bytes[index...]))
            } else {
                let count = min(left, bytes.count - index)
                try deliver(stream, UnsafeRawBufferPointer(rebasing: bytes[index..<(index + count)]))
                left -= count
                index += count
            }
        }
    }

    /// - Returns: the number of bytes taken.
    private mutating func takeHeader(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        if header.isEmpty, bytes.count >= FrameHeader.size {
            try begin(bytes)
            return FrameHeader.size
        }
        let taken = bytes.prefix(FrameHeader.size - header.count)
        header.append(contentsOf: taken)
        if header.count == FrameHeader.size {
            try header.withUnsafeBytes { try begin($0) }
            header.removeAll(keepingCapacity: true)
        }
        return taken.count
    }

    /// Read in place, and not through ``FrameHeader``'s initializer, as there are millions of frames in a long log.
    private mutating func begin(_ bytes: UnsafeRawBufferPointer) throws {
        let word = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        guard let stream = FrameHeader.Stream(rawValue: UInt8(word >> 56)), word >> 32 & 0xFF_FFFF == 0 else {
            throw CommandLineError(.protocolViolation, "the engine's stream holds a frame of unknown kind")
        }
        self.stream = stream
        left = Int(word & 0xFFFF_FFFF)
    }
}
