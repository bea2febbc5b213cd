import Crypto
package import OCI
package import Snapshots

/// A layer's archive with the ids that an image would give it.
package struct LayerFixture {
    package let blob: [UInt8]
    package let request: LayerRequest

    /// - Parameter archive: uncompressed; `blob` is the same compressed, if it is.
    package init(_ archive: [UInt8], blob: [UInt8]? = nil, on parent: OCI.Digest? = nil) throws {
        let diffID = try OCI.Digest(.sha256, hash: SHA256.hash(data: archive))
        let chain = try parent.map { try OCI.Digest(.sha256, hash: SHA256.hash(data: Array("\($0) \(diffID)".utf8))) }
        self.blob = blob ?? archive
        request = LayerRequest(chainID: chain ?? diffID, parent: parent, diffID: diffID)
    }

    package init(on parent: OCI.Digest? = nil, _ build: (inout ArchiveFixture) -> Void) throws {
        try self.init(ArchiveFixture(build).bytes(), blob: nil, on: parent)
    }

    package var chainID: OCI.Digest { request.chainID }

    /// Writes the layer in pieces, as a connection brings them.
    @discardableResult
    package func apply(
        to snapshotter: any Snapshotter, pieceSize: Int = 32 << 10, limits: LayerLimits = LayerLimits()
    ) throws -> AppliedLayer {
        var request = request
        request.limits = limits
        let writer = try snapshotter.layerWriter(request)
        var rest = blob[...]
        while !rest.isEmpty {
            try rest.prefix(pieceSize).withUnsafeBytes { try writer.write($0) }
            rest = rest.dropFirst(pieceSize)
        }
        return try writer.finish()
    }
}
