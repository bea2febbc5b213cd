package import Snapshots

/// An archive put together by hand.
package struct ArchiveFixture {
    private var parts: [(entry: TarEntry, content: [UInt8])] = []

    package init() {}

    package init(_ build: (inout ArchiveFixture) -> Void) {
        build(&self)
    }

    package mutating func add(_ entry: TarEntry, content: [UInt8] = []) {
        var entry = entry
        if entry.kind == .file { entry.size = Int64(content.count) }
        parts.append((entry, content))
    }

    package mutating func directory(_ path: String, mode: UInt32 = 0o755, owner: UInt32 = 0, seconds: Int64 = 1000) {
        var entry = Self.entry(.directory, path, mode)
        (entry.user, entry.group) = (owner, owner)
        entry.modified = FileTime(seconds: seconds)
        add(entry)
    }

    package mutating func file(_ path: String, _ text: String = "", mode: UInt32 = 0o644) {
        add(Self.entry(.file, path, mode), content: Array(text.utf8))
    }

    package mutating func symbolicLink(_ path: String, to target: String) {
        var entry = Self.entry(.symbolicLink, path, 0o777)
        entry.linkTarget = Array(target.utf8)
        add(entry)
    }

    package mutating func hardLink(_ path: String, to target: String) {
        var entry = Self.entry(.hardLink, path, 0o644)
        entry.linkTarget = Array(target.utf8)
        add(entry)
    }

    package mutating func whiteout(_ path: String) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        file(path[..<slash] + ".wh." + path[slash...])
    }

    package mutating func opaque(_ directory: String) {
        file(directory.isEmpty ? ".wh..wh..opq" : directory + "/.wh..wh..opq")
    }

    package static func entry(_ kind: TarEntry.Kind, _ path: String, _ mode: UInt32) -> TarEntry {
        var entry = TarEntry()
        entry.kind = kind
        entry.path = Array(path.utf8)
        entry.mode = mode
        entry.modified = FileTime(seconds: 1000)
        return entry
    }

    /// The archive, uncompressed.
    package func bytes() throws -> [UInt8] {
        let collected = ByteCollector()
        let writer = TarWriter { bytes throws(SnapshotError) in collected.append(bytes) }
        for part in parts {
            try writer.begin(part.entry)
            try part.content.withUnsafeBytes { try writer.write($0) }
        }
        try writer.finish()
        return collected.bytes
    }
}

/// Gathers an archive's pieces.
package final class ByteCollector {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func append(_ piece: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: piece)
    }
}
