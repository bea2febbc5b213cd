import Images
import NIOCore
import OCI
import Registry

/// What a pull has to bring: all documents are here and checked, no layer is.
struct PullPlan: Sendable {
    let reference: Reference
    let credentials: Credentials?
    /// What the name stands for: an index, or the manifest.
    let target: FetchedManifest
    let manifest: FetchedManifest
    let configurationDescriptor: Descriptor
    let configurationBytes: [UInt8]
    let layers: [PlannedLayer]

    /// The image's.
    var id: Digest { configurationDescriptor.digest }
    var leaseID: String { Self.leasePrefix + manifest.descriptor.digest.description }
    private static let leasePrefix = "pull/"

    /// Whether a lease is a pull's, which the next pull of the same image finds again. Of other work a crash leaves
    /// what nothing can take up.
    static func takesUp(_ lease: Lease) -> Bool {
        lease.id.hasPrefix(leasePrefix)
    }

    var resources: Set<Resource> {
        var resources: Set<Resource> = [
            .blob(target.descriptor.digest), .blob(manifest.descriptor.digest), .blob(id),
        ]
        for layer in layers { resources.formUnion([.blob(layer.descriptor.digest), .layer(layer.chainID)]) }
        return resources
    }

    init(
        _ resolved: ResolvedManifest, configuration bytes: [UInt8], reference: Reference, credentials: Credentials?
    ) throws {
        self.reference = reference
        self.credentials = credentials
        target = resolved.target
        manifest = resolved.image
        configurationDescriptor = resolved.manifest.config
        configurationBytes = bytes
        layers = try PlannedLayer.plan(resolved.manifest, ImageConfiguration(parsing: bytes))
    }
}

/// A layer of an image, with its place in the stack.
struct PlannedLayer: Hashable, Sendable {
    let descriptor: Descriptor
    let diffID: Digest
    let chainID: Digest
    let parent: Digest?

    /// The layer's id in progress messages.
    var id: String { descriptor.digest.short }

    /// Matches a manifest's layers with the configuration's.
    ///
    /// - Throws: `invalidDocument` when they do not fit, `unsupported` for what is no image.
    static func plan(_ manifest: Manifest, _ configuration: ImageConfiguration) throws(OCIError) -> [PlannedLayer] {
        let diffIDs = configuration.rootfs.diffIDs
        guard configuration.os == "linux" || diffIDs.isEmpty else {
            throw OCIError(
                .unsupported, "image operating system \"\(configuration.os)\" cannot be used on this platform")
        }
        guard manifest.layers.count == diffIDs.count else {
            throw OCIError(
                .invalidDocument,
                "invalid image: its manifest has \(manifest.layers.count) layers, its configuration \(diffIDs.count)")
        }
        for layer in manifest.layers where layer.mediaType.layerCompression == nil {
            throw OCIError(.unsupported, "unsupported media type \(layer.mediaType) of layer \(layer.digest)")
        }
        let chain = try Digest.chainIDs(of: diffIDs)
        return manifest.layers.indices.map { index in
            PlannedLayer(
                descriptor: manifest.layers[index], diffID: diffIDs[index], chainID: chain[index],
                parent: index == 0 ? nil : chain[index - 1])
        }
    }
}
