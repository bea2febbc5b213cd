/// A path of the API below its version, such as `"/containers/\(name)/json"`; not yet percent-encoded.
///
/// Without a name it would be the path of something else, as `/containers/json` is that of a list.
struct RequestPath: ExpressibleByStringInterpolation, Equatable {
    let text: String
    /// Whether a name in it is empty. Such a request is not sent.
    let lacksName: Bool

    init(stringLiteral text: String) {
        self.text = text
        lacksName = false
    }

    init(stringInterpolation parts: StringInterpolation) {
        text = parts.text
        lacksName = parts.lacksName
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var lacksName = false

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// A name may begin with a slash, as in the answers to `inspect`.
        mutating func appendInterpolation(_ name: String) {
            if name.utf8.allSatisfy({ $0 == UInt8(ascii: "/") }) { lacksName = true }
            text += name
        }
    }
}
