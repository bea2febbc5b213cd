/// Rows in columns as wide as their widest cell, three spaces between; the last column is not filled up.
struct Table {
    private static let gap = 3

    private var rows: [[String]]
    /// Of a column, in characters.
    private let leastWidth: Int

    init(header: [String], leastWidth: Int = 10) {
        self.init(rows: [header], leastWidth: leastWidth)
    }

    init(rows: [[String]], leastWidth: Int = 10) {
        self.rows = rows
        self.leastWidth = leastWidth
    }

    mutating func append(_ row: [String]) {
        rows.append(row)
    }

    var text: String {
        let widths = columnWidths
        return rows.map { row in
            row.enumerated().map { index, cell in
                index == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[index] - Self.width(of: cell))
            }.joined() + "\n"
        }.joined()
    }

    private var columnWidths: [Int] {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(leastWidth) }
                widths[index] = max(widths[index], Self.width(of: cell) + Self.gap)
            }
        }
        return widths
    }

    /// Nearly all cells are of ASCII, whose characters need no search for where they end.
    private static func width(of cell: String) -> Int {
        cell.utf8.allSatisfy { $0 < 0x80 } ? cell.utf8.count : cell.count
    }
}
