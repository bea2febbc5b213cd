import FoundationEssentials

/// A part of a configuration, as JSON has it.
func decoded<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}
