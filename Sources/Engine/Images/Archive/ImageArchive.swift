import Images
import JSON
package import NIOCore
import OCI
import Snapshots

/// Images as a tar stream: an OCI layout (image-spec `image-layout.md`) that is Docker's format too, by its
/// `manifest.json`. It is read from the content store as it is asked for.
package struct ImageArchive: AsyncSequence, Sendable {
    enum Part: Sendable {
        case bytes([UInt8])
        case blob(BlobReader)
    }

    private let parts: [Part]
    private let work: BlockingWork

    init(_ contents: ArchiveContents, work: BlockingWork) throws {
        parts = try Self.parts(contents)
        self.work = work
    }

    private static func parts(_ contents: ArchiveContents) throws -> [Part] {
        var parts: [Part] = [.bytes(header("blobs/"))]
        let blobs = contents.blobs.sorted { $0.digest < $1.digest }
        for algorithm in Set(blobs.map(\.digest.algorithm)).sorted(by: { $0.rawValue < $1.rawValue }) {
            parts.append(.bytes(header("blobs/\(algorithm.rawValue)/")))
        }
        for blob in blobs {
            parts.append(.bytes(header(ArchiveContents.path(of: blob.digest), size: blob.size)))
            parts += [.blob(blob), .bytes(padding(after: blob.size))]
        }
        for (name, bytes) in try contents.documents() {
            let size = Int64(bytes.count)
            parts.append(.bytes(header(name, size: size) + bytes + padding(after: size)))
        }
        return parts + [.bytes([UInt8](repeating: 0, count: 2 * blockSize))]
    }

    private static let blockSize = 512

    /// A directory's name ends in a slash. The same images give the same bytes: every time is 1970.
    private static func header(_ name: String, size: Int64 = 0) -> [UInt8] {
        var entry = TarEntry()
        entry.kind = name.hasSuffix("/") ? .directory : .file
        entry.path = Array(name.utf8)
        entry.mode = entry.kind == .directory ? 0o755 : 0o644
        return TarHeaderWriter(entry, size: size).bytes
    }

    /// What fills up content to whole blocks.
    private static func padding(after size: Int64) -> [UInt8] {
        let excess = Int(size % Int64(blockSize))
        return [UInt8](repeating: 0, count: excess == 0 ? 0 : blockSize - excess)
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(parts: parts[...], work: work)
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var parts: ArraySlice<Part>
        fileprivate let work: BlockingWork
        private var blob: BlobBuffers.AsyncIterator?

        fileprivate init(parts: ArraySlice<Part>, work: BlockingWork) {
            self.parts = parts
            self.work = work
        }

        package mutating func next() async throws -> ByteBuffer? {
            while true {
                if let buffer = try await blob?.next() { return buffer }
                blob = nil
                switch parts.popFirst() {
                case .none: return nil
                case .bytes(let bytes): if !bytes.isEmpty { return ByteBuffer(bytes: bytes) }
                case .blob(let reader): blob = reader.buffers(from: 0, on: work).makeAsyncIterator()
                }
            }
        }
    }
}

/// What goes into an archive.
struct ArchiveContents: Sendable {
    /// Open, each digest once.
    private(set) var blobs: [BlobReader] = []
    private var manifests: [Descriptor] = []
    private var entries: [DockerArchiveEntry] = []

    static func path(of digest: Digest) -> String {
        "blobs/\(digest.algorithm.rawValue)/\(digest.encoded)"
    }

    /// Adds an image under the names, none of which has a digest. Blocking.
    mutating func add(_ image: ImageRecord, names: [Reference], from catalog: ImageCatalog) throws {
        let manifest = try catalog.manifest(image)
        for digest in [image.manifest.digest, image.id] + manifest.layers.map(\.digest) {
            guard !blobs.contains(where: { $0.digest == digest }) else { continue }
            blobs.append(try BlobReader(digest, in: catalog.content))
        }
        var descriptor = image.manifest
        descriptor.platform = try catalog.configuration(image.id).platform
        if names.isEmpty { manifests.append(descriptor) }
        for name in names {
            descriptor.annotations = [Descriptor.Annotation.imageName: name.description]
            descriptor.annotations?[Descriptor.Annotation.referenceName] = name.tag
            manifests.append(descriptor)
        }
        entries.append(
            DockerArchiveEntry(
                config: Self.path(of: image.id), repoTags: names.isEmpty ? nil : names.map(\.familiar),
                layers: manifest.layers.map { Self.path(of: $0.digest) }))
    }

    /// The documents at the archive's root, in order.
    func documents() throws -> [(name: String, bytes: [UInt8])] {
        [
            ("index.json", Index(manifests: manifests).json()),
            ("manifest.json", entries.json()),
            ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
        ]
    }
}
