import Foundation

/// The project's Swift sources, as text.
struct SourceTree {
    struct File {
        /// From the package's root: `Sources/Linux/Mount/RootMount.swift`.
        let path: String
        let lines: [Substring]

        /// The target, or test target, that it belongs to.
        var target: String { String(path.split(separator: "/")[1]) }

        /// The modules that it imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 2, words.count > index + 1,
                    words[..<index].allSatisfy({
                        ["package", "internal", "public", "private", "@testable"].contains($0)
                    })
                else { return nil }
                return String(words[index + 1].prefix { $0 != "." })
            }
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// - Parameter folder: `Sources` or `Tests`.
    static func files(in folder: String) throws -> [File] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let text = try String(contentsOf: base.appending(path: name), encoding: .utf8)
            return File(path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}
