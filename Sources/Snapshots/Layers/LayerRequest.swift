package import OCI

/// A layer to be written: what it is, what it stands on, and how much of it is taken.
package struct LayerRequest: Sendable {
    /// The stack that ends in this layer.
    package var chainID: Digest
    /// The stack below; `nil` for the lowest layer.
    package var parent: Digest?
    /// The digest of the uncompressed archive, from the image's configuration. SHA-256.
    package var diffID: Digest
    /// `nil` tells it from the first bytes.
    package var compression: Compression?
    package var limits: LayerLimits

    package init(
        chainID: Digest, parent: Digest?, diffID: Digest, compression: Compression? = nil,
        limits: LayerLimits = LayerLimits()
    ) {
        self.chainID = chainID
        self.parent = parent
        self.diffID = diffID
        self.compression = compression
        self.limits = limits
    }
}
