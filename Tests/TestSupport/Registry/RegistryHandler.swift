import NIOCore
import NIOHTTP1
import Synchronization

/// Gathers a request, has it answered, and writes the answer, or as much of it as the fault allows.
final class RegistryHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: RegistryService
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(service: RegistryService) {
        self.service = service
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ByteBuffer()
        case .body(var part):
            body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            answer(head, context)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let response = service.respond(to: RecordedRequest(head, body: body))
        if case .drop = response.ending { return context.close(promise: nil) }
        var headers = response.headers
        if response.isSized { headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.readableBytes)") }
        write(.head(HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)), context)
        let content = head.method == .HEAD ? ByteBuffer() : response.body
        switch response.ending {
        case .complete:
            write(content, context)
            write(.end(nil), context)
            context.flush()
        case .stall(let count):
            write(content.prefix(count), context)
            context.flush()
        case .cut(let count):
            write(content.prefix(count), context)
            context.flush()
            context.close(promise: nil)
        case .drop: break
        }
    }

    /// In pieces, so that it can be seen how far the system took them.
    private func write(_ content: ByteBuffer, _ context: ChannelHandlerContext) {
        var rest = content
        while let piece = rest.readSlice(length: min(64 << 10, rest.readableBytes)), piece.readableBytes > 0 {
            let sent = context.eventLoop.makePromise(of: Void.self)
            sent.futureResult.whenSuccess { [service] in
                service.state.withLock { $0.bytesSent += piece.readableBytes }
            }
            context.write(wrapOutboundOut(.body(.byteBuffer(piece))), promise: sent)
        }
    }

    private func write(_ part: HTTPServerResponsePart, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(part), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension ByteBuffer {
    func prefix(_ count: Int) -> ByteBuffer {
        getSlice(at: readerIndex, length: min(count, readableBytes)) ?? ByteBuffer()
    }
}

extension RecordedRequest {
    fileprivate init(_ head: HTTPRequestHead, body: ByteBuffer) {
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: head.method.rawValue, path: String(parts[0]),
            query: QueryString.parse(parts.dropFirst().first ?? ""),
            headers: head.headers, body: body)
    }
}

/// `application/x-www-form-urlencoded`.
enum QueryString {
    static func parse(_ text: Substring) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for field in text.split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            result[unescape(parts[0]), default: []].append(unescape(parts.dropFirst().first ?? ""))
        }
        return result
    }

    private static func unescape(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
