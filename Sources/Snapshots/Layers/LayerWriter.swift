package import OCI

/// The write end of one streaming pass: compressed bytes in, a verified layer out.
///
/// Bytes are inflated, hashed and applied as they come, on threads of the writer's own; `write` blocks while those are
/// behind. After a call has thrown, only `abandon` is left to call. Calls from several threads wait for each other.
package protocol LayerWriter: AnyObject, Sendable {
    /// Takes the next bytes of the blob; they are not used after the call.
    ///
    /// - Throws: what went wrong with these bytes or with any before them.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError)

    /// Ends the blob: checks that it is complete and is what was asked for, and publishes the layer.
    ///
    /// - Throws: `digestMismatch` when the archive is not `diffID`; `invalidArchive` or `invalidCompression` when it
    ///   is cut short. Nothing of the layer is left then.
    func finish() throws(SnapshotError) -> AppliedLayer

    /// Throws the layer away. Does nothing after `finish`.
    func abandon()
}

/// A layer that was published.
package struct AppliedLayer: Equatable, Sendable {
    package var chainID: Digest
    package var diffID: Digest
    /// Bytes of the uncompressed archive.
    package var archiveSize: Int64
    package var usage: SnapshotUsage

    package init(chainID: Digest, diffID: Digest, archiveSize: Int64, usage: SnapshotUsage) {
        self.chainID = chainID
        self.diffID = diffID
        self.archiveSize = archiveSize
        self.usage = usage
    }
}
