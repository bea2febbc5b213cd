package import NIOCore
package import OCI

/// A manifest or an index as a registry sent it, checked.
package struct FetchedManifest: Sendable {
    /// The media type, the digest over the bytes, and their count.
    package let descriptor: Descriptor
    /// Exactly what was sent: the digest is of these.
    package let bytes: ByteBuffer
    package let document: ManifestDocument
}

/// What a reference leads to on one platform.
package struct ResolvedManifest: Sendable {
    /// What the name itself stands for: an index, or the manifest below. Its digest is the one that users are shown.
    package let target: FetchedManifest
    /// The image manifest that was chosen; the target itself where that is no index.
    package let image: FetchedManifest
    package let manifest: Manifest
    /// The platform that the index gives for the image; `nil` without an index: then the configuration tells.
    package let platform: Platform?
}
