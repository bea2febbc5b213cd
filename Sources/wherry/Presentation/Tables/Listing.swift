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
        switch format ?? "table" {
        case "", "table": return table(rows)
        case "json": return rows.map { Self.document($0).compactText + "\n" }.joined()
        case let format where format.hasPrefix("table"):
            return try table(Self.documents(rows, labels), String(format.dropFirst(5)))
        case let format:
            let template = try Template(Self.unescaped(format))
            return try Self.documents(rows, labels).map { try template.render($0) + "\n" }.joined()
        }
    }

    private static func document(_ texts: [String: String]) -> JSONDocument {
        .sorted(texts.mapValues(JSONDocument.string))
    }

    /// What templates see: the labels by `.Label "name"`.
    private static func documents(_ rows: [[String: String]], _ labels: [[String: String]]?) -> [JSONDocument] {
        guard let labels else { return rows.map(document) }
        return zip(rows, labels).map { row, labels in
            var members = row.mapValues(JSONDocument.string)
            members["Label"] = document(labels)
            return .sorted(members)
        }
    }

    private func table(_ rows: [[String: String]]) -> String {
        let headings = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.heading) })
        var table = Table(header: columns.map { headings[$0] ?? $0 })
        for row in rows { table.append(columns.map { row[$0] ?? "" }) }
        return table.text
    }

    /// The heading is the template's own rendering of the headings.
    private func table(_ documents: [JSONDocument], _ source: String) throws -> String {
        let trimmed = source.drop { $0 == " " }
        let template = try Template(Self.unescaped(String(trimmed)))
        var headings = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, JSONDocument.string($0.heading)) })
        headings["Label"] = .null
        let lines = try ([JSONDocument.sorted(headings)] + documents).map { try template.render($0) }
        return Table(rows: lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) })
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
