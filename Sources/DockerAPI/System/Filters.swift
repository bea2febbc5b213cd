import FoundationEssentials

/// The `filters` of a list, prune or events call: values by name, of which one must match for each name.
///
/// On the wire a JSON object in a query parameter, in either of two forms: `{"label":{"a=b":true}}` (Go) or
/// `{"label":["a=b"]}` (docker-py and the API before 1.22).
package struct Filters: Codable, Equatable, Sendable {
    package private(set) var values: [String: Set<String>]

    package init(_ values: [String: Set<String>] = [:]) {
        self.values = values
    }

    /// - Parameter parameter: the query's value; empty is no filter.
    package init(parameter: String) throws(FiltersError) {
        if parameter.isEmpty { self.init(); return }
        do {
            self = try JSONDecoder().decode(Filters.self, from: Data(parameter.utf8))
        } catch {
            throw .malformed(parameter)
        }
    }

    package init(from decoder: any Decoder) throws {
        values = try [String: Alternatives](from: decoder).mapValues(\.values)
    }

    package func encode(to encoder: any Encoder) throws {
        try values.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0, true) }) }.encode(to: encoder)
    }

    package subscript(name: String) -> Set<String> { values[name] ?? [] }

    package var isEmpty: Bool { values.isEmpty }

    package mutating func insert(_ value: String, for name: String) {
        values[name, default: []].insert(value)
    }

    /// Refuses names that the call does not serve.
    package func validate(served: Set<String>) throws(FiltersError) {
        if let name = values.keys.sorted().first(where: { !served.contains($0) }) { throw .notServed(name) }
    }

    /// A filter that is a yes or no.
    ///
    /// - Returns: `nil` when it was not given.
    package func flag(_ name: String) throws(FiltersError) -> Bool? {
        guard let given = values[name] else { return nil }
        let yes = !given.isDisjoint(with: ["1", "true", "True", "TRUE", "t", "T"])
        let no = !given.isDisjoint(with: ["0", "false", "False", "FALSE", "f", "F"])
        if yes == no { throw .notBoolean(name, given.sorted()) }
        return yes
    }

    /// Whether labels satisfy the filter `name`: all of its values, `key` or `key=value`.
    package func matches(labels: [String: String], name: String = "label") -> Bool {
        self[name].allSatisfy { wanted in
            guard let separator = wanted.firstIndex(of: "=") else { return labels[wanted] != nil }
            return labels[String(wanted[..<separator])] == String(wanted[wanted.index(after: separator)...])
        }
    }
}

/// The values of one filter.
private struct Alternatives: Decodable {
    var values: Set<String>

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? container.decode([String].self) {
            values = Set(list)
        } else {
            values = Set(try container.decode([String: Bool].self).filter(\.value).keys)
        }
    }
}

package enum FiltersError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case notServed(String)
    case notBoolean(String, [String])

    package var description: String {
        switch self {
        case .malformed(let text): "invalid filters '\(text)': expected JSON such as {\"label\":[\"key=value\"]}"
        case .notServed(let name): "invalid filter '\(name)'"
        case .notBoolean(let name, let values): "invalid filter '\(name)=\(values)': expected one of true and false"
        }
    }
}
