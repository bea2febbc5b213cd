import JSON

/// A list of things as `--format` and `--quiet` ask for it: a table, a template for each, or JSON for each.
struct Listing {
    /// A field of a row, and its heading in a table.
    struct Field {
        let name: String
        let heading: String

        init(_ name: String, _ heading: String) {
            self.name = name
            self.heading = heading
        }
    }

    /// All that a template may name.
    let fields: [Field]
    /// The fields of the table that is shown where nothing else is asked for.
    let columns: [String]
    var format: String?

    /// - Parameters:
    ///   - rows: each an object of the fields' texts.
    ///   - labels: each row's, for things that have them.
    func render(_ rows: [[String: String]], labels: [[String: String]]? = nil) throws -> String {
        let document = { (row: [String: String]) in JSONValue.sorted(row.mapValues(JSONValue.string)) }
        let lines = { (template: Template) throws in
            try rows.enumerated().map { index, row in
                try template.render(document(row), labels: labels.map { .row($0[index]) } ?? .absent)
            }
        }
        switch format ?? "table" {
        case "", "table": return table(rows)
        case "json": return rows.map { document($0).compactText + "\n" }.joined()
        case let format where format.hasPrefix("table"):
            return try table(template(String(format.dropFirst(5).drop { $0 == " " }), hasLabels: labels != nil), lines)
        case let format:
            return try lines(template(format, hasLabels: labels != nil)).map { $0 + "\n" }.joined()
        }
    }

    private func table(_ rows: [[String: String]]) -> String {
        let headings = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.heading) })
        var table = Table(header: columns.map { headings[$0] ?? $0 })
        for row in rows { table.append(columns.map { row[$0] ?? "" }) }
        return table.text
    }

    /// A template for rows. What it takes of them is checked here, as there may be none that it is rendered for.
    private func template(_ source: String, hasLabels: Bool) throws -> Template {
        let template = try Template(Self.unescaped(source))
        let needs = template.needs
        let known = Set(fields.map { $0.name.lowercased() })
        let unknown = needs.fields.filter { !known.contains($0.lowercased()) }
        if let name = unknown.sorted().first { throw Template.noField(name) }
        if needs.labels, !hasLabels { throw Template.noLabels }
        return template
    }

    /// The heading is the template's own rendering of the headings.
    private func table(_ template: Template, _ lines: (Template) throws -> [String]) throws -> String {
        let headings = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, JSONValue.string($0.heading)) })
        let all = [try template.render(.sorted(headings), labels: .headings)] + (try lines(template))
        return Table(rows: all.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) })
            .text
    }

    /// `\t` and `\n`, which shells pass on as they stand.
    static func unescaped(_ format: String) -> String {
        var result = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            if character == "\\", let next = rest.first, next == "t" || next == "n" {
                rest.removeFirst()
                result.append(next == "t" ? "\t" : "\n")
            } else {
                result.append(character)
            }
        }
        return result
    }
}
