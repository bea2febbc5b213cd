import Images
import JSON
import OCI
import Snapshots

/// Finds the images in an archive that was taken in: by its OCI index, or by Docker's `manifest.json`.
struct ArchivedImages {
    struct Image {
        let manifest: Descriptor
        let target: Descriptor
        var names: [Reference]
    }

    let intake: ArchiveIntake
    let images: LeasedImages
    /// Images for another one are left out; `nil` takes an image whatever it is for, of an index the host's.
    let asked: Platform?
    private var platform: Platform { asked ?? .host }

    func list() throws -> [Image] {
        guard let asked else { return try listAll() }
        let wanted = try listAll().filter { asked.runs(try platform(of: $0)) }
        guard !wanted.isEmpty else {
            throw EngineError(.invalidArgument, "the archive has no image for \(asked)")
        }
        return wanted
    }

    private func platform(of image: Image) throws -> Platform {
        let content = images.catalog.content
        let bytes = try content.read(image.manifest.digest, limit: ManifestDocument.sizeLimit)
        guard case .manifest(let manifest) = try ManifestDocument(parsing: bytes, mediaType: image.manifest.mediaType)
        else {
            throw EngineError(.invalidArgument, "invalid archive: \(image.manifest.digest) is no image manifest")
        }
        let configuration = try content.read(manifest.config.digest, limit: ImageConfiguration.sizeLimit)
        return try ImageConfiguration(parsing: configuration).platform
    }

    private func listAll() throws -> [Image] {
        // Docker writes both; the index keeps the digests, but one whose manifests are elsewhere is of no use.
        if let index = intake.documents["index.json"] {
            let found = try list(index)
            if !found.isEmpty { return found }
        }
        guard let manifest = intake.documents["manifest.json"] else {
            throw EngineError(
                .invalidArgument,
                "invalid archive: it has neither a manifest.json nor an index.json with images for \(platform)")
        }
        return try DockerArchiveEntry.parse(manifest).map(image)
    }

    private func list(_ bytes: [UInt8]) throws -> [Image] {
        guard case .index(let index) = try ManifestDocument(parsing: bytes) else {
            throw EngineError(.invalidArgument, "invalid archive: its index.json is no index")
        }
        var found: [Image] = []
        for descriptor in index.manifests where !descriptor.isAttestation {
            guard let manifest = try manifest(descriptor, depth: 0) else { continue }
            let names = Self.name(descriptor).map { [$0] } ?? []
            if let known = found.firstIndex(where: { $0.manifest.digest == manifest.digest }) {
                found[known].names += names
            } else {
                found.append(Image(manifest: manifest, target: descriptor, names: names))
            }
        }
        return found
    }

    /// The image manifest that a descriptor leads to, when it is in the archive.
    private func manifest(_ descriptor: Descriptor, depth: Int) throws -> Descriptor? {
        guard intake.contains(descriptor.digest), depth < 4 else { return nil }
        let bytes = try images.catalog.content.read(descriptor.digest, limit: ManifestDocument.sizeLimit)
        switch try ManifestDocument(parsing: bytes, mediaType: descriptor.mediaType) {
        case .manifest(let manifest): return isWhole(manifest) ? descriptor : nil
        case .index(var index):
            // An archive may hold some platforms only: the best of those that are there.
            while let best = index.manifest(for: platform) {
                if let manifest = try manifest(best, depth: depth + 1) { return manifest }
                index.manifests.removeAll { $0 == best }
            }
            return nil
        }
    }

    private func isWhole(_ manifest: Manifest) -> Bool {
        ([manifest.config] + manifest.layers).allSatisfy { intake.contains($0.digest) }
    }

    /// The whole name, as Docker and containerd write it; other tools put it where the tag belongs.
    private static func name(_ descriptor: Descriptor) -> Reference? {
        let annotations = descriptor.annotations ?? [:]
        if let name = annotations[Descriptor.Annotation.imageName] {
            return try? Reference(parsing: name).withDefaultTag
        }
        guard let name = annotations[Descriptor.Annotation.referenceName], name.contains("/") || name.contains(":")
        else {
            return nil
        }
        return try? Reference(parsing: name).withDefaultTag
    }

    /// An image of Docker's form has no manifest yet.
    private func image(_ entry: DockerArchiveEntry) throws -> Image {
        guard let config = intake.file(entry.config) else { throw Self.missing(entry.config) }
        let layers = try entry.layers.map { path in
            guard let layer = intake.file(path) else { throw Self.missing(path) }
            return Descriptor(mediaType: layer.compression.layerType, digest: layer.digest, size: layer.size)
        }
        let manifest = Manifest(
            config: Descriptor(mediaType: .ociConfiguration, digest: config.digest, size: config.size), layers: layers)
        let descriptor = try images.write(manifest.json(), .ociManifest)
        let names = try (entry.repoTags ?? []).map { try Reference(parsing: $0).withDefaultTag }
        return Image(manifest: descriptor, target: descriptor, names: names)
    }

    private static func missing(_ path: String) -> EngineError {
        EngineError(
            .invalidArgument, "invalid archive: it has no file \"\(path.prefix(200))\", which its manifest.json names")
    }
}

extension Compression {
    var layerType: MediaType {
        switch self {
        case .none: .ociLayer
        case .gzip: .ociLayerGzip
        case .zstd: .ociLayerZstd
        }
    }
}
