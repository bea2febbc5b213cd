package import NIOCore
import ShimProtocol

/// A container's or an exec's streams, for a client to be joined with.
///
/// What is read from `channel` is Docker's frames, or a terminal's bytes as they are. What is written to it is
/// standard input; closing its output half ends that. It reads on demand (`autoRead` is off), and
/// ends after the last output.
package struct ContainerStream: Sendable {
    package let channel: any Channel
    package let terminal: Bool
    private let early: NIOLoopBoundBox<ByteBuffer>

    init(_ opened: OpenedStream, terminal: Bool) {
        channel = opened.channel
        early = opened.early
        self.terminal = terminal
    }

    /// The output of a stream that has ended, and whose channel is closed, before anyone read it. To be called on the
    /// channel's loop; an open channel gives its output itself.
    package func remainder() -> ByteBuffer {
        defer { early.value = ByteBuffer() }
        return early.value
    }
}

extension Container {
    /// Joins its streams, from now on; one that is not started yet sends what it says once it is.
    ///
    /// - Parameter loop: the loop that the stream's channel shall live on.
    package func attach(
        _ streams: AttachedStreams, on loop: any EventLoop
    ) async throws(EngineError) -> ContainerStream {
        await ended()
        switch record.state.phase {
        case .running: break
        case .created, .exited, .restarting: _ = try await openListener()
        case .removing, .dead: throw EngineError(.conflict, "container \(record.name) is being removed")
        }
        let request = ShimRequest.attach(
            AttachStreams(input: streams.input, output: streams.output, error: streams.error))
        let opened = try await services.client.stream(request, of: id, on: loop, confirmed: false)
        publish("attach")
        return ContainerStream(opened, terminal: record.configuration.terminal)
    }
}
