package import JSON

/// The `filters` of a list, prune or events call: values by name, of which one must match for each name.
///
/// On the wire a JSON object in a query parameter, in either of two forms: `{"label":{"a=b":true}}` (Go) or
/// `{"label":["a=b"]}` (docker-py and the API before 1.22).
package struct Filters: Equatable, Sendable {
    package private(set) var values: [String: Set<String>]

    package init(_ values: [String: Set<String>] = [:]) {
        self.values = values
    }

    /// - Parameter parameter: the query's value; empty and `null`, which is Go's empty map, are no filter.
    package init(parameter: String) throws(FiltersError) {
        if parameter.isEmpty || parameter == "null" { self.init(); return }
        do {
            try self.init(json: Array(parameter.utf8))
        } catch {
            throw .malformed(parameter)
        }
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

    /// Whether labels satisfy the filter `label`: all of its values, `key` or `key=value`.
    package func matches(labels: [String: String]) -> Bool {
        self["label"].allSatisfy { Self.holds($0, labels) }
    }

    /// Whether labels satisfy `label`, and none of the values of `label!`.
    package func selects(labels: [String: String]) -> Bool {
        matches(labels: labels) && !self["label!"].contains { Self.holds($0, labels) }
    }

    private static func holds(_ wanted: String, _ labels: [String: String]) -> Bool {
        guard let separator = wanted.firstIndex(of: "=") else { return labels[wanted] != nil }
        return labels[String(wanted[..<separator])] == String(wanted[wanted.index(after: separator)...])
    }
}

extension Filters: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        values = try [String: Alternatives](json: json).mapValues(\.values)
    }

    package func write(to writer: inout JSONWriter) {
        values.mapValues(Alternatives.init).write(to: &writer)
    }
}

/// The values of one filter.
private struct Alternatives: JSONRepresentable {
    let values: Set<String>

    init(_ values: Set<String>) {
        self.values = values
    }

    init(json: JSONNode) throws(JSONError) {
        if json.isArray {
            values = Set(try [String](json: json))
        } else {
            values = Set(try [String: Bool](json: json).filter(\.value).keys)
        }
    }

    func write(to writer: inout JSONWriter) {
        Dictionary(uniqueKeysWithValues: values.map { ($0, true) }).write(to: &writer)
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
