/// Whether a stream of a container's output is multiplexed, which its content type says.
enum StreamKind {
    private static let raw = "application/vnd.docker.raw-stream"

    static func isMultiplexed(_ head: HTTPResponseHead) -> Bool { head["content-type"] != raw }
}
