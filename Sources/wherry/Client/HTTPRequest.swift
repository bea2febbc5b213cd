/// A request to the engine, written as HTTP/1.1.
struct HTTPRequest: Equatable {
    enum Method: String {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// The newest version of the API, whose answers are the ones that this program knows.
    static let apiVersion = "1.51"

    var method: Method
    var path: RequestPath
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Set where the body follows in chunks of unknown number.
    var isChunked = false

    static func == (left: HTTPRequest, right: HTTPRequest) -> Bool { left.encoded == right.encoded }

    var target: String {
        var target = "/v\(Self.apiVersion)" + PercentEncoding.encode(path.text, keeping: "/:@")
        for (index, parameter) in query.enumerated() {
            target += "\(index == 0 ? "?" : "&")\(parameter.name)=\(PercentEncoding.encode(parameter.value))"
        }
        return target
    }

    var encoded: [UInt8] {
        var text = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: wherry\r\nUser-Agent: wherry\r\n"
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        if isChunked {
            text += "Transfer-Encoding: chunked\r\n"
        } else if method == .post || method == .put {
            text += "Content-Length: \(body.count)\r\n"
        }
        return Array((text + "\r\n").utf8) + body
    }
}

enum PercentEncoding {
    /// Encodes every byte that is not unreserved (RFC 3986, section 2.3) nor in `kept`.
    static func encode(_ text: String, keeping kept: StaticString = "") -> String {
        guard !text.utf8.allSatisfy({ isKept($0, kept) }) else { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte, kept) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isKept(_ byte: UInt8, _ kept: StaticString) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: kept.withUTF8Buffer { $0.contains(byte) }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
