/// A path inside a tree: no `.`, no `..`, no empty parts, not absolute. The tree's root is the path of no parts.
struct TreePath: Hashable, Sendable {
    /// Parts with `/` between them, and a zero at the end for the system calls.
    private let storage: [UInt8]
    private let nameStart: Int

    static let root = TreePath(storage: [0], nameStart: 0)

    private init(storage: [UInt8], nameStart: Int) {
        self.storage = storage
        self.nameStart = nameStart
    }

    /// Cleans a path from an archive as if the tree's root were `/`, without looking at the tree.
    ///
    /// - Throws: `invalidArchive` when `..` leads out of the root; `limitExceeded` when it is too long.
    init(cleaning raw: [UInt8], limit: Int) throws(SnapshotError) {
        guard raw.count <= limit else {
            throw SnapshotError(.limitExceeded, "\(printable(raw)): the path has \(raw.count) bytes, beyond \(limit)")
        }
        var parts: [ArraySlice<UInt8>] = []
        for part in raw.split(separator: Self.slash) where !part.elementsEqual(Self.dot) {
            guard part.elementsEqual(Self.dotDot) else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else {
                throw SnapshotError(.invalidArchive, "\(printable(raw)): the path leads out of the layer")
            }
        }
        self.init(parts: parts)
    }

    private init(parts: [ArraySlice<UInt8>]) {
        var storage: [UInt8] = []
        storage.reserveCapacity(parts.reduce(1) { $0 + $1.count + 1 })
        var nameStart = 0
        for part in parts {
            if !storage.isEmpty { storage.append(Self.slash) }
            nameStart = storage.count
            storage.append(contentsOf: part)
        }
        storage.append(0)
        self.init(storage: storage, nameStart: nameStart)
    }

    var isRoot: Bool { storage.count == 1 }
    /// Without the zero.
    var bytes: ArraySlice<UInt8> { storage.dropLast() }
    var name: ArraySlice<UInt8> { storage[nameStart...].dropLast() }
    var parentBytes: ArraySlice<UInt8> { storage[..<max(0, nameStart - 1)] }
    var depth: Int { isRoot ? 0 : storage.count { $0 == Self.slash } + 1 }

    /// The root's parent is the root.
    var parent: TreePath {
        guard let cut = parentBytes.lastIndex(of: Self.slash) else {
            return nameStart == 0 ? .root : TreePath(storage: parentBytes + [0], nameStart: 0)
        }
        return TreePath(storage: parentBytes + [0], nameStart: cut + 1)
    }

    /// Every path on the way here: `a`, `a/b`, `a/b/c`.
    var prefixes: [TreePath] {
        var result: [TreePath] = []
        var path = self
        while !path.isRoot {
            result.append(path)
            path = path.parent
        }
        return result.reversed()
    }

    func appending(_ name: some Collection<UInt8>) -> TreePath {
        if isRoot { return TreePath(storage: Array(name) + [0], nameStart: 0) }
        return TreePath(storage: bytes + [Self.slash] + name + [0], nameStart: storage.count)
    }

    /// A path beside this one.
    func replacingName(_ name: some Collection<UInt8>) -> TreePath {
        parent.appending(name)
    }

    /// The last part, or `.` for the root, for a call relative to the parent's descriptor.
    func withName<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        if isRoot { return ".".withCString(body) }
        return withPath { body($0 + nameStart) }
    }

    /// The whole path, or `.` for the root, for a call relative to the root's descriptor.
    func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        if isRoot { return ".".withCString(body) }
        return storage.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return ".".withCString(body) }
                return body(start)
            }
        }
    }

    private static let slash = UInt8(ascii: "/")
    private static let dot = Array(".".utf8)
    private static let dotDot = Array("..".utf8)
}

extension TreePath: CustomStringConvertible {
    var description: String { "/" + printable(bytes) }
}
