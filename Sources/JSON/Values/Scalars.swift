extension String: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) { self = try json.string() }
    package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) { self = try json.bool() }
    package func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension JSONRepresentable where Self: FixedWidthInteger {
    package init(json: JSONNode) throws(JSONError) { self = try json.integer(Self.self) }
    package func write(to writer: inout JSONWriter) { writer.number(self) }
}

extension Int: JSONRepresentable {}
extension Int32: JSONRepresentable {}
extension Int64: JSONRepresentable {}
extension UInt8: JSONRepresentable {}
extension UInt16: JSONRepresentable {}
extension UInt32: JSONRepresentable {}
extension UInt64: JSONRepresentable {}

/// An enumeration whose cases have names.
extension JSONRepresentable where Self: RawRepresentable, RawValue == String {
    package init(json: JSONNode) throws(JSONError) {
        let name = try json.string()
        guard let value = Self(rawValue: name) else {
            throw JSONError(.invalidValue, "'\(name)' is none of the values that there are")
        }
        self = value
    }

    package func write(to writer: inout JSONWriter) { writer.string(rawValue) }
}
