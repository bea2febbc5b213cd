/// A response's status line and headers (RFC 9112).
struct HTTPResponseHead: Equatable {
    /// 100 to 599.
    let status: Int
    let reason: String
    /// Names in lower case, in the order of arrival.
    let headers: [Header]

    struct Header: Equatable {
        let name: String
        let value: String
    }

    /// Of a whole head, in bytes.
    static let sizeLimit = 64 * 1024

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Parses a head that ends with the first empty line of `bytes`.
    ///
    /// - Returns: the head and its size, or `nil` while its end has not come.
    static func parse(_ bytes: UnsafeRawBufferPointer) throws -> (head: HTTPResponseHead, size: Int)? {
        guard let size = endOfHead(bytes) else {
            if bytes.count >= sizeLimit { throw violation("the head exceeds \(sizeLimit) bytes") }
            return nil
        }
        var lines = String(decoding: bytes[..<size], as: UTF8.self).split(separator: "\r\n")[...]
        guard let first = lines.popFirst() else { throw violation("empty head") }
        let (status, reason) = try statusLine(first)
        return (HTTPResponseHead(status: status, reason: reason, headers: try lines.map(header)), size)
    }

    private static func endOfHead(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 3
        let limit = min(bytes.count, sizeLimit)
        while index < limit {
            if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private static func statusLine(_ line: Substring) throws -> (Int, String) {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0", words[1].utf8.count == 3,
            let status = Int(words[1]), (100...599).contains(status)
        else { throw violation("status line '\(line.prefix(80))'") }
        return (status, words.count == 3 ? String(words[2]) : "")
    }

    private static func header(_ line: Substring) throws -> Header {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
            throw violation("header line '\(line.prefix(80))'")
        }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return Header(name: line[..<colon].lowercased(), value: String(value))
    }

    static func violation(_ what: String) -> CommandLineError {
        CommandLineError(
            .protocolViolation, "the engine's answer is not HTTP: \(what)",
            hint: "is the address that of a container engine?")
    }
}
