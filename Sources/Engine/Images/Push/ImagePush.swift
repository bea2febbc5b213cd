import Images
import Linux
import NIOCore
import OCI
import Registry
import Synchronization

/// One push: layers, several at once, then the configuration, and last the manifest that names them.
struct ImagePush: Sendable {
    let request: PushRequest
    let image: ImageRecord
    let catalog: ImageCatalog
    let registry: RegistryClient
    let transfers: Transfers
    let work: BlockingWork
    let progress: ImageProgress.Handler

    private var reference: Reference { request.reference }

    func run() async throws -> PushedImage {
        let catalog = self.catalog
        let image = self.image
        let (manifest, bytes) = try await work.images("read image \(image.id)") {
            (
                try catalog.manifest(image),
                try catalog.content.read(image.manifest.digest, limit: ManifestDocument.sizeLimit)
            )
        }
        progress(ImageProgress("The push refers to repository [\(reference.name)]"))
        try await pushLayers(manifest.layers)
        _ = try await push(manifest.config) { _ in }
        let pushed = try await registry.push(
            manifest: ByteBuffer(bytes: bytes), mediaType: image.manifest.mediaType, to: reference,
            credentials: request.credentials)
        try await note(manifest, pushed.digest)
        return tell(PushedImage(tag: reference.tag ?? "", digest: pushed.digest, size: Int64(bytes.count)))
    }

    private func pushLayers(_ layers: [Descriptor]) async throws {
        for layer in layers { progress(ImageProgress(id: layer.digest.short, "Preparing")) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            // A layer that an image has twice goes up once.
            for layer in Set(layers) {
                group.addTask { try await transfers.uploads.pass(.all) { try await pushLayer(layer) } }
            }
            try await group.waitForAll()
        }
    }

    private func pushLayer(_ layer: Descriptor) async throws {
        let id = layer.digest.short
        let counter = Mutex(ByteProgress("Pushing", id: id, total: layer.size, to: progress))
        let (outcome, source) = try await push(layer) { sent in counter.withLock { $0.advance(to: sent) } }
        let status =
            switch outcome {
            case .present: "Layer already exists"
            case .mounted: "Mounted from \(source?.path ?? "")"
            case .uploaded: "Pushed"
            }
        progress(ImageProgress(id: id, status))
    }

    private func push(
        _ blob: Descriptor, sent: @escaping @Sendable (Int64) -> Void
    ) async throws -> (BlobPush, mountedFrom: Reference?) {
        let catalog = self.catalog
        let reference = self.reference
        let work = self.work
        let (reader, source) = try await work.images("read blob \(blob.digest)") {
            (
                try BlobReader(blob.digest, in: catalog.content),
                try catalog.store.sources(of: blob.digest).first {
                    $0.domain == reference.domain && $0.path != reference.path
                }
            )
        }
        let bytes = BlobSource(progress: sent) { AsyncByteBuffers(reader.buffers(from: $0, on: work)) }
        let outcome = try await registry.push(
            blob, from: bytes, to: reference, mountingFrom: source, credentials: request.credentials)
        return (outcome, source)
    }

    /// From now on the registry knows the image by this digest, and its repository is a source of its layers.
    private func note(_ manifest: Manifest, _ digest: Digest) async throws {
        let catalog = self.catalog
        let image = self.image
        let reference = self.reference
        try await work.images("note the push of \(reference.familiar)") {
            try catalog.store.setName(
                NameRecord(reference: reference.pinned(to: digest), imageID: image.id, target: image.manifest), at: nil)
            try catalog.store.addSource(reference.repository, of: manifest.layers.map(\.digest))
            try catalog.writeIndex()
        }
    }

    private func tell(_ pushed: PushedImage) -> PushedImage {
        progress(ImageProgress("\(pushed.tag): digest: \(pushed.digest) size: \(pushed.size)"))
        var message = ImageProgress("")
        message.pushed = pushed
        progress(message)
        return pushed
    }
}

extension ImageService {
    /// Brings an image to the registry of its name.
    ///
    /// - Throws: `notFound` when nothing has that name here.
    package func push(
        _ request: PushRequest, progress: @escaping ImageProgress.Handler = { _ in }
    ) async throws(EngineError) -> PushedImage {
        let catalog = self.catalog
        let reference = request.reference
        guard reference.digest == nil else {
            throw EngineError(.invalidArgument, "cannot push a digest reference")
        }
        let image = try await work.images("look up \(reference.familiar)") {
            guard let name = try catalog.name(reference), let image = try catalog.store.image(name.imageID) else {
                throw EngineError(
                    .notFound, "An image does not exist locally with the tag: \(reference.familiarName)")
            }
            return image
        }
        do {
            let pushed = try await ImagePush(
                request: request, image: image, catalog: catalog, registry: registry, transfers: transfers,
                work: work, progress: progress
            ).run()
            publish("push", reference)
            return pushed
        } catch {
            throw EngineError.image(error, while: "push \(reference.familiar)")
        }
    }
}
