import JSON

/// A part of a configuration, as JSON has it.
func decoded<Value: JSONRepresentable>(_ json: String) throws -> Value {
    try Value(json: Array(json.utf8))
}
