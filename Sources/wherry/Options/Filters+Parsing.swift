import DockerAPI
import JSON

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
    var parameter: String {
        isEmpty ? "" : String(decoding: json(), as: UTF8.self)
    }
}
