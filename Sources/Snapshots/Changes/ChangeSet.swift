/// Collects changes; a directory in which something changed has changed itself.
struct ChangeSet {
    private(set) var kinds: [TreePath: Change.Kind] = [:]

    mutating func add(_ kind: Change.Kind, _ path: TreePath) {
        kinds[path] = kind
        var above = path.parent
        while !above.isRoot, kinds[above] == nil {
            kinds[above] = .modified
            above = above.parent
        }
    }

    /// In the order of the paths' bytes: a directory before what is in it.
    var sortedPaths: [TreePath] {
        kinds.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    var changes: [Change] {
        sortedPaths.compactMap { path in
            kinds[path].map { Change($0, "/" + String(decoding: path.bytes, as: UTF8.self)) }
        }
    }
}
