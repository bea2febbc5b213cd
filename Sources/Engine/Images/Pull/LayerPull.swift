import Images
import NIOCore
import OCI
import Registry
import Snapshots

/// Brings one layer: from the registry in one pass, from what an earlier pull has left, or not at all.
struct LayerPull: Sendable {
    let layer: PlannedLayer
    let reference: Reference
    let credentials: Credentials?
    let catalog: ImageCatalog
    let registry: RegistryClient
    let transfers: Transfers
    let work: BlockingWork
    let progress: ImageProgress.Handler

    /// Brings the blob, and unpacks it where the snapshotter takes layers in any order.
    func run() async throws {
        // One at a time for each blob: whoever comes second, in this image or another, finds it here.
        try await transfers.blobs.pass(layer.descriptor.digest) {
            let catalog = self.catalog
            let layer = self.layer
            let (hasBlob, hasLayer) = (
                catalog.content.contains(layer.descriptor.digest), catalog.snapshotter.contains(layer.chainID)
            )
            if hasBlob, hasLayer { return tell("Already exists") }
            tell("Pulling fs layer")
            let applies = catalog.snapshotter.appliesIndependently && !hasLayer
            if hasBlob {
                if applies { try await extract() }
            } else {
                try await transfers.downloads.pass(.all) { try await download(applies: applies) }
            }
            if applies || hasLayer { tell("Pull complete") }
        }
    }

    /// Unpacks the blob, whose parent is unpacked.
    func extract() async throws {
        let catalog = self.catalog
        let layer = self.layer
        guard !catalog.snapshotter.contains(layer.chainID) else { return }
        tell("Extracting", layer.descriptor.size)
        try await work.images("extract layer \(layer.id)") { try catalog.apply(layer) }
    }

    private func download(applies: Bool) async throws {
        var transfer = try await begin(applies: applies)
        if transfer.resumed > 0 {
            do {
                return try await receive(transfer)
            } catch  where Self.isWrongContent(error) {
                // A crash may have left bytes that never were the blob's: only a fresh start can tell.
                transfer = try await begin(applies: applies)
            }
        }
        try await receive(transfer)
    }

    private func begin(applies: Bool) async throws -> LayerTransfer {
        let catalog = self.catalog
        let layer = self.layer
        return try await raw { try LayerTransfer(layer, into: catalog, applies: applies) }
    }

    private func receive(_ transfer: LayerTransfer) async throws {
        do {
            var counter = ByteProgress(
                "Downloading", id: layer.id, from: transfer.resumed, total: layer.descriptor.size, to: progress)
            let body = registry.blob(
                layer.descriptor, of: reference, from: transfer.resumed, credentials: credentials)
            for try await buffer in body {
                try await raw { try buffer.withUnsafeReadableBytes { try transfer.take($0) } }
                counter.advance(by: buffer.readableBytes)
            }
            tell("Download complete")
            tell("Extracting", layer.descriptor.size)
            try await raw { try transfer.finish() }
        } catch {
            let keeps = Self.isResumable(error)
            try await work.imagesUninterrupted("end transfer of \(layer.id)") { transfer.abandon(keepsBytes: keeps) }
            throw error
        }
    }

    /// Runs on a thread that may block, and lets failures through as they are: what to keep depends on them.
    private func raw<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await work.run(while: "write layer \(layer.id)") { Result { try body() } }.get()
    }

    private func tell(_ status: String, _ total: Int64? = nil) {
        progress(ImageProgress(id: layer.id, status, current: total, total: total))
    }
}

extension LayerPull {
    /// Whether what has come is right so far, so that a later pull can go on from there.
    static func isResumable(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: true
        case let error as RegistryError:
            error.code != .digestMismatch && error.code != .sizeMismatch && error.code != .malformed
        case let error as EngineError: error.code == .cancelled || error.cause.map(isResumable) == true
        default: false
        }
    }

    /// Whether the bytes are not those that were announced.
    static func isWrongContent(_ error: any Error) -> Bool {
        switch error {
        case let error as ImagesError: error.code == .digestMismatch
        case let error as SnapshotError:
            [.invalidArchive, .invalidCompression, .digestMismatch, .limitExceeded].contains(error.code)
        default: false
        }
    }
}
