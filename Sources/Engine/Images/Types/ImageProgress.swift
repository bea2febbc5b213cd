package import OCI

/// A message of a pull, a push, a load or an import, in Docker's model: one with the same `id` replaces the last.
package struct ImageProgress: Equatable, Sendable {
    /// A layer's short digest, or the tag in the first line of a pull; empty for lines about the whole.
    package var id: String
    /// `Pulling fs layer`, `Downloading`, `Pull complete`…
    package var status: String
    /// Bytes; both where something is counted, both `nil` where not.
    package var current: Int64?
    package var total: Int64?
    /// What a push made, told once at its end.
    package var pushed: PushedImage?

    package init(id: String = "", _ status: String, current: Int64? = nil, total: Int64? = nil) {
        self.id = id
        self.status = status
        self.current = current
        self.total = total
    }

    /// Is called from any thread and must not wait.
    package typealias Handler = @Sendable (ImageProgress) -> Void
}

package struct PushedImage: Equatable, Sendable {
    package var tag: String
    package var digest: Digest
    package var size: Int64
}
