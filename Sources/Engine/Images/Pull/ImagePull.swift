import Images
import Linux
import NIOCore
import OCI
import Registry
import Snapshots

/// One pull: documents, layers, publication.
///
/// What it brings is under a lease from before the first byte. When the pull breaks off for a reason that may pass, the
/// lease stays for a day and the next pull goes on from there; for any other, everything goes at once.
struct ImagePull: Sendable {
    /// Seconds.
    private static let leaseDuration: Int64 = 24 * 60 * 60

    let request: PullRequest
    let catalog: ImageCatalog
    let registry: RegistryClient
    let transfers: Transfers
    let work: BlockingWork
    let progress: ImageProgress.Handler

    private var reference: Reference { request.reference }

    func run() async throws -> PulledImage {
        let platform = request.platform ?? .host
        let resolved = try await resolve(platform)
        progress(ImageProgress(id: reference.identifier, "Pulling from \(reference.path)"))
        if let present = try await present(resolved) { return await tell(present) }
        let bytes = try await registry.content(
            resolved.manifest.config, of: reference, credentials: request.credentials)
        let plan = try PullPlan(
            resolved, configuration: Array(bytes.readableBytesView), reference: reference,
            credentials: request.credentials)
        return await tell(try await carryOut(plan))
    }

    /// As from Docker's engine, an image that may not be seen is one that is not there: to the status of a refused
    /// login its command line asks for a password, and waits for one even where nobody is.
    private func resolve(_ platform: Platform) async throws -> ResolvedManifest {
        do {
            return try await registry.resolve(reference, platform: platform, credentials: request.credentials)
        } catch let error as RegistryError where error.code == .unauthorized {
            throw EngineError(.notFound, error.description, cause: error)
        }
    }

    /// The image, when the name already stands for the very same one and all of it is here.
    private func present(_ resolved: ResolvedManifest) async throws -> PulledImage? {
        let catalog = self.catalog
        let reference = self.reference
        return try await work.images("look up \(reference.familiar)") {
            guard let name = try catalog.name(reference), name.target.digest == resolved.target.descriptor.digest,
                let image = try catalog.store.image(name.imageID),
                image.manifest.digest == resolved.image.descriptor.digest, try catalog.isComplete(image.id)
            else { return nil }
            return PulledImage(id: image.id, digest: name.target.digest, isNew: false)
        }
    }

    private func carryOut(_ plan: PullPlan) async throws -> PulledImage {
        let catalog = self.catalog
        let lease = Lease(
            id: plan.leaseID, expiresAt: Timestamp(seconds: Timestamp.now().seconds + Self.leaseDuration),
            resources: plan.resources)
        try await work.images("enter the lease of \(reference.familiar)") { try catalog.store.acquire(lease) }
        do {
            try await bringLayers(plan)
            try Task.checkCancellation()
            try await publish(plan)
            return PulledImage(id: plan.id, digest: plan.target.descriptor.digest, isNew: true)
        } catch {
            if !LayerPull.isResumable(error) {
                // Where this fails too, as on a full disk, the lease ends by itself.
                try? await work.imagesUninterrupted("clear the pull of \(reference.familiar)") {
                    try catalog.store.release(lease.id)
                    _ = try catalog.collect()
                }
            }
            throw error
        }
    }

    private func bringLayers(_ plan: PullPlan) async throws {
        let pulls = plan.layers.map { layer in
            LayerPull(
                layer: layer, reference: reference, credentials: request.credentials, catalog: catalog,
                registry: registry, transfers: transfers, work: work, progress: progress)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pull in pulls { group.addTask { try await pull.run() } }
            try await group.waitForAll()
        }
        guard !catalog.snapshotter.appliesIndependently else { return }
        for pull in pulls where !catalog.snapshotter.contains(pull.layer.chainID) {
            try await pull.extract()
            progress(ImageProgress(id: pull.layer.id, "Pull complete"))
        }
    }

    private func publish(_ plan: PullPlan) async throws {
        let catalog = self.catalog
        let pinned = reference.pinned(to: plan.target.descriptor.digest)
        // A digest in the name makes its tag worthless: nothing says that it belongs to it.
        let references = reference.digest == nil ? [reference, pinned] : [pinned]
        try await work.images("enter \(reference.familiar)") {
            for document in [plan.target.bytes, plan.manifest.bytes] {
                try catalog.content.write(Array(document.readableBytesView))
            }
            try catalog.content.write(plan.configurationBytes)
            let record = ImageRecord(
                id: plan.id, manifest: plan.manifest.descriptor, taggedAt: Timestamp.now().description)
            let names = references.map {
                NameRecord(reference: $0, imageID: plan.id, target: plan.target.descriptor)
            }
            try catalog.store.publish(
                NewImage(record, names: names, resources: plan.resources), releasing: plan.leaseID)
            try catalog.store.addSource(plan.reference.repository, of: plan.layers.map(\.descriptor.digest))
            try catalog.writeIndex()
        }
    }

    private func tell(_ image: PulledImage) async -> PulledImage {
        let status = image.isNew ? "Downloaded newer image for" : "Image is up to date for"
        progress(ImageProgress("Digest: \(image.digest)"))
        progress(ImageProgress("Status: \(status) \(reference.familiar)"))
        if let warning = await warning(image) { progress(ImageProgress("WARNING: \(warning)")) }
        return image
    }

    /// An index has the image of the platform that was asked for, or the pull fails; a name that stands for one image
    /// brings it whatever it is for.
    private func warning(_ image: PulledImage) async -> String? {
        guard let wanted = request.platform else { return nil }
        let catalog = self.catalog
        // An image that was removed meanwhile was brought all the same.
        let found = try? await work.images("look up the platform of \(reference.familiar)") {
            try catalog.configuration(image.id).platform
        }
        guard let found, !wanted.runs(found) else { return nil }
        return ImageService.mismatch(of: reference.familiar, found, wanted)
    }
}

extension ImageService {
    /// Brings an image from its registry. A pull of the same image by the same user that is under way is joined.
    ///
    /// Cancelling the task ends the pull when no one else waits for it; what has come is kept for a day, and the next
    /// pull goes on from there.
    ///
    /// - Throws: before the first message of progress when the registry has no such image, or lets nobody see it.
    package func pull(
        _ request: PullRequest, progress: @escaping ImageProgress.Handler = { _ in }
    ) async throws(EngineError) -> PulledImage {
        let key = SharedPulls.Key(
            reference: request.reference, platform: request.platform, credentials: request.credentials)
        do {
            let image = try await pulls.run(key, progress: progress) { progress in
                let image = try await ImagePull(
                    request: request, catalog: catalog, registry: registry, transfers: transfers, work: work,
                    progress: progress
                ).run()
                publish("pull", request.reference)
                return image
            }
            return image
        } catch {
            throw EngineError.image(error, while: "pull \(request.reference.familiar)")
        }
    }

    func publish(_ action: String, _ reference: Reference) {
        events.publish(.image, action, id: reference.familiar, attributes: ["name": reference.familiarName])
    }
}
