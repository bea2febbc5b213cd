import Foundation

/// Which of our targets depends on which.
struct TargetGraph: Equatable {
    private(set) var edges: [String: Set<String>] = [:]

    var targets: Set<String> { Set(edges.keys) }

    subscript(target: String) -> Set<String> { edges[target] ?? [] }

    /// As the table of `docs/ARCHITECTURE.md` has it: targets in its first column, what they import in its last.
    static func documented() throws -> TargetGraph {
        var graph = TargetGraph()
        let rows = try text("docs/ARCHITECTURE.md").split(separator: "\n").drop { !$0.hasPrefix("| target |") }
        for row in rows.dropFirst(2).prefix(while: { $0.hasPrefix("|") }) {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false)
            guard cells.count == 5 else { continue }
            for target in names(cells[1], between: "`") { graph.edges[target] = Set(names(cells[3], between: "`")) }
        }
        return graph
    }

    /// As `Package.swift` has it, but for tests and what other packages make.
    static func declared() throws -> TargetGraph {
        let package = try text("Package.swift")
        let call = /(?:library|program|\.target|\.systemLibrary)\(\s*(?:name: )?"([\w-]+)"(?:,\s*\[([^\]]*)\])?/
        var graph = TargetGraph()
        for match in package.matches(of: call) where match.1 != "TestSupport" {
            graph.edges[String(match.1)] = Set(names(match.2 ?? "", between: "\""))
        }
        return graph
    }

    /// As the sources' imports have it.
    static func imported(among targets: Set<String>) throws -> TargetGraph {
        var graph = TargetGraph(edges: Dictionary(uniqueKeysWithValues: targets.map { ($0, []) }))
        for file in try SourceTree.files(in: "Sources") {
            graph.edges[file.target, default: []].formUnion(targets.intersection(file.imports))
        }
        return graph
    }

    /// The edges that `other` does not have: `Engine → Images`.
    func missing(in other: TargetGraph) -> [String] {
        edges.flatMap { target, imports in imports.subtracting(other[target]).map { "\(target) → \($0)" } }.sorted()
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
    }

    /// What stands between each two marks.
    private static func names(_ text: Substring, between mark: Character) -> [String] {
        text.split(separator: mark, omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
}
