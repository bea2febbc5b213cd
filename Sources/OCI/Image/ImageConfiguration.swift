import JSON

/// An image's configuration: image-spec `config.md`, with what Docker adds to it. Its digest is the image's ID.
package struct ImageConfiguration: Equatable, Sendable {
    /// RFC 3339.
    package var created: String?
    package var author: String?
    package var architecture: String
    package var os: String
    package var osVersion: String?
    package var osFeatures: [String]?
    package var variant: String?
    package var config: ProcessDefaults?
    package var rootfs: RootFS
    package var history: [History]?
    /// Docker's: what built the image.
    package var dockerVersion: String?
    /// Docker's: the message of a commit or an import.
    package var comment: String?

    package struct RootFS: Equatable, Sendable {
        package var type: String
        /// Digests of the layers' tar streams, unpacked, lowest first.
        package var diffIDs: [Digest]

        package init(diffIDs: [Digest]) {
            self.type = "layers"
            self.diffIDs = diffIDs
        }
    }

    package struct History: Equatable, Sendable {
        package var created: String?
        package var createdBy: String?
        package var author: String?
        package var comment: String?
        /// The step changed no file, so that no layer belongs to it.
        package var emptyLayer: Bool?

        package init(
            created: String? = nil, createdBy: String? = nil, author: String? = nil, comment: String? = nil,
            emptyLayer: Bool? = nil
        ) {
            self.created = created
            self.createdBy = createdBy
            self.author = author
            self.comment = comment
            self.emptyLayer = emptyLayer
        }
    }

    package init(
        platform: Platform, created: String? = nil, config: ProcessDefaults? = nil, diffIDs: [Digest] = [],
        history: [History]? = nil
    ) {
        self.created = created
        self.architecture = platform.architecture
        self.os = platform.os
        self.osVersion = platform.osVersion
        self.osFeatures = platform.osFeatures
        self.variant = platform.variant
        self.config = config
        self.rootfs = RootFS(diffIDs: diffIDs)
        self.history = history
    }
}

extension ImageConfiguration {
    /// Larger ones are refused unread.
    package static let sizeLimit = 8 << 20

    /// - Throws: `invalidDocument`.
    package init(parsing bytes: some Sequence<UInt8>) throws(OCIError) {
        let bytes = Array(bytes)
        guard bytes.count <= Self.sizeLimit else {
            throw OCIError(
                .invalidDocument,
                "image configuration of \(bytes.count) bytes exceeds the limit of \(Self.sizeLimit) bytes")
        }
        self = try parsing("image configuration", try ImageConfiguration(json: bytes))
        guard rootfs.type == "layers" else {
            throw OCIError(
                .invalidDocument, "invalid image configuration: rootfs.type is \"\(rootfs.type)\", not \"layers\"")
        }
    }

    package var platform: Platform {
        var platform = Platform(os: os, architecture: architecture, variant: variant)
        platform.osVersion = osVersion
        platform.osFeatures = osFeatures
        return platform
    }
}
