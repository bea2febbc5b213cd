import JSON

/// A map of which values may be null.
struct NullableValues<Value: JSONRepresentable>: JSONRepresentable {
    var map: [String: Value?]

    init(_ map: [String: Value?]) {
        self.map = map
    }

    init(json: JSONNode) throws(JSONError) {
        map = try [String: Nullable](json: json).mapValues(\.value)
    }

    func write(to writer: inout JSONWriter) {
        map.mapValues(Nullable.init).write(to: &writer)
    }

    private struct Nullable: JSONRepresentable {
        let value: Value?

        init(_ value: Value?) {
            self.value = value
        }

        init(json: JSONNode) throws(JSONError) {
            value = json.isNull ? nil : try Value(json: json)
        }

        func write(to writer: inout JSONWriter) {
            if let value { value.write(to: &writer) } else { writer.null() }
        }
    }
}
