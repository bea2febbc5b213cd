import DockerAPI

/// Brings a container's output to this program's: parted where it is multiplexed, as it is where it is a terminal's.
struct ContainerOutput {
    private let output: OutputStream
    private let error: OutputStream
    private let isMultiplexed: Bool
    private var demuxer = FrameDemuxer()

    init(output: OutputStream, error: OutputStream, isMultiplexed: Bool) {
        self.output = output
        self.error = error
        self.isMultiplexed = isMultiplexed
    }

    /// Writes all of it: nothing of what has come waits in a buffer.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        if isMultiplexed {
            try demuxer.consume(bytes) { [output, error] stream, payload in
                try Self.write(payload, of: stream, output, error)
            }
        } else {
            try output.write(bytes)
        }
        try output.flush()
        try error.flush()
    }

    /// The two may be one terminal or file, so a piece of one goes out before the next one of the other.
    private static func write(
        _ payload: UnsafeRawBufferPointer, of stream: FrameHeader.Stream, _ output: OutputStream, _ error: OutputStream
    ) throws {
        switch stream {
        case .output, .input:
            try error.flush()
            try output.write(payload)
        case .error:
            try output.flush()
            try error.write(payload)
        case .system:
            throw CommandLineError(.protocolViolation, String(decoding: payload.prefix(1000), as: UTF8.self))
        }
    }
}
