import DockerAPI
import Engine
import JSON
import NIOCore
import NIOHTTP1
import OCI

extension HTTPResponse {
    /// Runs `work` and sends what it tells, a JSON object a line.
    ///
    /// A failure before the first message is the answer, with its own status; a later one is the stream's last message.
    /// The work is cancelled when the client goes.
    static func progress(
        _ work: @escaping @Sendable (_ report: @escaping ImageProgress.Handler) async throws -> Void
    ) async throws -> HTTPResponse {
        let (messages, continuation) = AsyncStream<ImageProgress>.makeStream()
        let task = Task {
            defer { continuation.finish() }
            try await work { continuation.yield($0) }
        }
        guard let first = await messages.first(where: { _ in true }) else {
            try await task.value
            return HTTPResponse(.ok, headers: ["Content-Type": "application/json"])
        }
        return HTTPResponse(
            .ok, headers: ["Content-Type": "application/json"],
            body: .stream { stream in
                try await withTaskCancellationHandler {
                    try await stream.write(first.line)
                    for await message in messages { try await stream.write(message.line) }
                    if case .failure(let error) = await task.result { try await stream.write(failureLine(error)) }
                } onCancel: {
                    task.cancel()
                }
            })
    }

    private static func failureLine(_ error: any Error) -> ByteBuffer {
        var detail = ErrorDetail()
        detail.message = "\(error)"
        var message = ProgressMessage()
        message.error = detail.message
        message.errorDetail = detail
        return ByteBuffer(json: message, end: "\r\n")
    }
}

extension ImageProgress {
    fileprivate var line: ByteBuffer { ByteBuffer(json: wire, end: "\r\n") }

    private var wire: ProgressMessage {
        var message = ProgressMessage()
        message.id = id
        message.status = status
        if current != nil || total != nil {
            var detail = ProgressDetail()
            detail.current = Int(current ?? 0)
            detail.total = Int(total ?? 0)
            message.progressDetail = detail
        } else if !id.isEmpty {
            message.progressDetail = ProgressDetail()
        }
        if let pushed {
            message.status = ""
            message.aux = .object([
                "Tag": .string(pushed.tag), "Digest": .string(pushed.digest.description),
                "Size": .integer(pushed.size),
            ])
        }
        return message
    }
}
