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
    /// Below the version, such as `/containers/json`; not yet percent-encoded.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Set where the body follows in chunks of unknown number.
    var isChunked = false

    static func == (left: HTTPRequest, right: HTTPRequest) -> Bool { left.encoded == right.encoded }

    var target: String {
        let parameters = query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        let path = "/v\(Self.apiVersion)" + PercentEncoding.encode(path, keeping: "/:@")
        return parameters.isEmpty ? path : "\(path)?\(parameters)"
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
    static func encode(_ text: String, keeping kept: String = "") -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80,
                character.isLetter || character.isNumber || "-._~".contains(character)
                    || kept.contains(character)
            {
                result.append(character)
            } else {
                result += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result
    }
}
