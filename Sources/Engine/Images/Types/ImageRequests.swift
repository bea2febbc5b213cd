package import OCI
package import Registry

package struct PullRequest: Sendable {
    package var reference: Reference
    /// `nil` is the host's.
    package var platform: Platform?
    package var credentials: Credentials?

    package init(_ reference: Reference, platform: Platform? = nil, credentials: Credentials? = nil) {
        self.reference = reference.withDefaultTag
        self.platform = platform
        self.credentials = credentials
    }
}

package struct PulledImage: Sendable {
    package let id: Digest
    /// What the registry has under the name.
    package let digest: Digest
    /// False when the very same image was here by that name.
    package let isNew: Bool
}

package struct PushRequest: Sendable {
    package var reference: Reference
    package var credentials: Credentials?

    package init(_ reference: Reference, credentials: Credentials? = nil) {
        self.reference = reference.withDefaultTag
        self.credentials = credentials
    }
}

/// A root filesystem's tar stream to be made an image.
package struct ImportRequest: Sendable {
    /// The image's name; `nil` leaves it without one.
    package var reference: Reference?
    package var platform: Platform?
    package var message: String
    /// Instructions of a Dockerfile that fill the configuration, such as `CMD ["sh"]`.
    package var changes: [String]

    package init(
        reference: Reference? = nil, platform: Platform? = nil, message: String = "", changes: [String] = []
    ) {
        self.reference = reference?.withDefaultTag
        self.platform = platform
        self.message = message
        self.changes = changes
    }
}
