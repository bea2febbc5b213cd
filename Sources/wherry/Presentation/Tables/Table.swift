/// Rows in columns as wide as their widest cell, three spaces between; the last column is not filled up.
struct Table {
    /// Of a column, in characters.
    private static let leastWidth = 10
    private static let gap = 3

    private var rows: [[String]]

    init(header: [String]) {
        rows = [header]
    }

    init(rows: [[String]]) {
        self.rows = rows
    }

    mutating func append(_ row: [String]) {
        rows.append(row)
    }

    var text: String {
        let widths = columnWidths
        return rows.map { row in
            row.enumerated().map { index, cell in
                index == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined() + "\n"
        }.joined()
    }

    private var columnWidths: [Int] {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(Self.leastWidth) }
                widths[index] = max(widths[index], cell.count + Self.gap)
            }
        }
        return widths
    }
}
