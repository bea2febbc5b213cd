import Images
package import NIOCore
import OCI

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
        var parts: [Part] = [.bytes(TarBlock.header("blobs/", size: 0))]
        let blobs = contents.blobs.sorted { $0.digest < $1.digest }
        for algorithm in Set(blobs.map(\.digest.algorithm)).sorted(by: { $0.rawValue < $1.rawValue }) {
            parts.append(.bytes(TarBlock.header("blobs/\(algorithm.rawValue)/", size: 0)))
        }
        for blob in blobs {
            parts.append(.bytes(TarBlock.header(ArchiveContents.path(of: blob.digest), size: blob.size)))
            parts += [.blob(blob), .bytes(TarBlock.padding(after: blob.size))]
        }
        for (name, bytes) in try contents.documents() {
            let size = Int64(bytes.count)
            parts.append(.bytes(TarBlock.header(name, size: size) + bytes + TarBlock.padding(after: size)))
        }
        return parts + [.bytes(TarBlock.end)]
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
            ("index.json", try encodeDocument(Index(manifests: manifests))),
            ("manifest.json", try encodeDocument(entries)),
            ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
        ]
    }
}
