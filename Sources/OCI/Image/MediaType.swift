/// A media type of image-spec `media-types.md`, or of Docker's image manifest version 2, schema 2. An unknown one is
/// kept as it came.
package struct MediaType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    package static let ociManifest = MediaType(rawValue: "application/vnd.oci.image.manifest.v1+json")
    package static let ociIndex = MediaType(rawValue: "application/vnd.oci.image.index.v1+json")
    package static let ociConfiguration = MediaType(rawValue: "application/vnd.oci.image.config.v1+json")
    package static let ociLayer = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar")
    package static let ociLayerGzip = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar+gzip")
    package static let ociLayerZstd = MediaType(rawValue: "application/vnd.oci.image.layer.v1.tar+zstd")

    package static let dockerManifest = MediaType(rawValue: "application/vnd.docker.distribution.manifest.v2+json")
    package static let dockerIndex = MediaType(rawValue: "application/vnd.docker.distribution.manifest.list.v2+json")
    package static let dockerConfiguration = MediaType(rawValue: "application/vnd.docker.container.image.v1+json")
    package static let dockerLayer = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar")
    package static let dockerLayerGzip = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar.gzip")
    package static let dockerLayerZstd = MediaType(rawValue: "application/vnd.docker.image.rootfs.diff.tar.zstd")

    /// Schema 1, which is refused by name.
    static let dockerSchema1: Set<String> = [
        "application/vnd.docker.distribution.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
    ]

    /// What a registry is asked for when a manifest is fetched, most wanted first.
    package static let acceptedManifests: [MediaType] = [.ociIndex, .dockerIndex, .ociManifest, .dockerManifest]
}

extension MediaType {
    package enum Kind: Equatable, Sendable {
        case index, manifest, configuration
        case layer(LayerCompression)
        case unknown
    }

    /// How a layer's media type says that its tar stream is packed.
    package enum LayerCompression: String, Sendable {
        case none, gzip, zstd
    }

    package var kind: Kind {
        switch self {
        case .ociIndex, .dockerIndex: .index
        case .ociManifest, .dockerManifest: .manifest
        case .ociConfiguration, .dockerConfiguration: .configuration
        default: layerCompression.map(Kind.layer) ?? .unknown
        }
    }

    /// `nil` when this is no layer's type. The non-distributable types of both families count: registries serve them
    /// and Docker has pulled them as any other layer since 23.0.
    package var layerCompression: LayerCompression? {
        switch rawValue {
        case Self.ociLayer.rawValue, Self.dockerLayer.rawValue,
            "application/vnd.oci.image.layer.nondistributable.v1.tar",
            "application/vnd.docker.image.rootfs.foreign.diff.tar":
            LayerCompression.none
        case Self.ociLayerGzip.rawValue, Self.dockerLayerGzip.rawValue,
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip":
            .gzip
        case Self.ociLayerZstd.rawValue, Self.dockerLayerZstd.rawValue,
            "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd":
            .zstd
        default: nil
        }
    }
}
