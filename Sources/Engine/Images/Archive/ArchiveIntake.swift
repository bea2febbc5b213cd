import Images
import OCI
import Snapshots

/// Reads an archive of images into the content store, in one pass and in any order of its entries. Blocking.
struct ArchiveIntake {
    /// Files of an archive; real ones have a few hundred.
    private static let entryLimit = 100_000
    /// Bytes of a document at the archive's root.
    private static let documentLimit = 16 << 20
    private static let documentNames: Set<String> = ["manifest.json", "index.json", "oci-layout", "repositories"]

    /// A file that is a blob now.
    struct StoredFile: Sendable {
        let digest: Digest
        let size: Int64
        let compression: Compression
    }

    private let images: LeasedImages
    private(set) var documents: [String: [UInt8]] = [:]
    private var files: [String: StoredFile] = [:]
    /// Links, by where they lead.
    private var links: [String: String] = [:]

    init(_ reader: TarReader, into images: LeasedImages) throws {
        self.images = images
        var count = 0
        while let entry = try reader.next() {
            count += 1
            guard count <= Self.entryLimit else {
                throw EngineError(.invalidArgument, "invalid archive: more than \(Self.entryLimit) entries")
            }
            try take(entry, reader)
        }
    }

    /// The file at a path that a document names, through links of the archive's own.
    func file(_ path: String) -> StoredFile? {
        var path = Self.normalized(path, relativeTo: "")
        for _ in 0..<8 {
            if let known = path, let file = files[known] { return file }
            path = path.flatMap { links[$0] }
        }
        return nil
    }

    func contains(_ digest: Digest) -> Bool {
        file("blobs/\(digest.algorithm.rawValue)/\(digest.encoded)")?.digest == digest
    }

    private mutating func take(_ entry: TarEntry, _ reader: TarReader) throws {
        let shown = String(decoding: entry.path, as: UTF8.self)
        guard let path = Self.normalized(shown, relativeTo: "") else {
            throw EngineError(.invalidArgument, "invalid archive: the path \"\(shown.prefix(200))\" leads out of it")
        }
        switch entry.kind {
        case .file where Self.documentNames.contains(path): documents[path] = try Self.document(entry, path, reader)
        case .file: files[path] = try store(path, reader)
        case .symbolicLink:
            let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            links[path] = Self.normalized(String(decoding: entry.linkTarget, as: UTF8.self), relativeTo: directory)
        case .hardLink: links[path] = Self.normalized(String(decoding: entry.linkTarget, as: UTF8.self), relativeTo: "")
        case .directory: break
        case .characterDevice, .blockDevice, .fifo:
            throw EngineError(.invalidArgument, "invalid archive: \"\(path)\" is no file, directory or link")
        }
    }

    private static func document(_ entry: TarEntry, _ path: String, _ reader: TarReader) throws -> [UInt8] {
        guard entry.size <= Int64(documentLimit) else {
            throw EngineError(
                .invalidArgument,
                "invalid archive: \(path) has \(entry.size) bytes, more than the limit of \(documentLimit)")
        }
        var bytes: [UInt8] = []
        while true {
            let piece = try reader.read()
            if piece.isEmpty { return bytes }
            bytes.append(contentsOf: piece)
        }
    }

    /// Stores a file; one in `blobs/` must be what its name says.
    private func store(_ path: String, _ reader: TarReader) throws -> StoredFile {
        let ingest = try images.catalog.content.ingestUnnamed()
        do {
            var start: [UInt8] = []
            while true {
                let piece = try reader.read()
                if piece.isEmpty { break }
                if start.count < Compression.magicLength {
                    start.append(contentsOf: piece.prefix(Compression.magicLength))
                }
                try ingest.append(piece)
            }
            let stored = try images.commit(ingest)
            guard !path.hasPrefix("blobs/sha256/") || path == "blobs/sha256/\(stored.digest.encoded)" else {
                throw EngineError(
                    .invalidArgument, "invalid archive: the content of \(path) has the digest \(stored.digest)")
            }
            return StoredFile(digest: stored.digest, size: stored.size, compression: .detect(start))
        } catch {
            ingest.discard()
            throw error
        }
    }

    /// - Returns: `nil` for a path that leads out of the archive.
    private static func normalized(_ path: String, relativeTo directory: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in (directory + "/" + path).split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
