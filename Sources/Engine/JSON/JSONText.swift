package import JSON
package import Networking

/// A value whose JSON form is a string that it is read from.
package protocol JSONText: JSONRepresentable, CustomStringConvertible {
    /// - Returns: `nil` for a text that is none of them.
    static func reading(_ text: String) -> Self?
}

extension JSONText {
    package init(json: JSONNode) throws(JSONError) {
        let text = try json.string()
        guard let value = Self.reading(text) else {
            throw JSONError(.invalidValue, "'\(text)' is no \(Self.self)")
        }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.string(description) }
}

extension IPv4Address: JSONText {
    package static func reading(_ text: String) -> IPv4Address? { IPv4Address(text) }
}

extension IPv4Subnet: JSONText {
    package static func reading(_ text: String) -> IPv4Subnet? { IPv4Subnet(text) }
}

extension MACAddress: JSONText {
    package static func reading(_ text: String) -> MACAddress? { MACAddress(text) }
}
