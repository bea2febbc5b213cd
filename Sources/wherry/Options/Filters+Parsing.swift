import DockerAPI
import FoundationEssentials

extension Filters {
    /// - Parameter words: each `name=value`.
    init(words: [String]) throws {
        self.init()
        for word in words {
            let (name, value) = KeyValue.split(word)
            guard word.contains("="), !name.isEmpty else {
                throw CommandLineError.invalid("invalid filter '\(word)'", hint: "expected name=value")
            }
            insert(value, for: name)
        }
    }

    /// The query's value; empty where there is no filter.
    func parameter() throws -> String {
        isEmpty ? "" : String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }
}
