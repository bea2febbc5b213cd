import DockerAPI
import JSON

/// What the engine says in an answer that refuses.
enum EngineMessage {
    static func text(_ body: [UInt8], _ head: HTTPResponseHead) -> String {
        if let message = try? ErrorMessage(json: body).message, !message.isEmpty {
            return message
        }
        let text = String(decoding: body.prefix(500), as: UTF8.self)
        let reason = text.split(separator: "\n").first.map(String.init) ?? head.reason
        return "the engine answered \(head.status): \(reason)"
    }
}
