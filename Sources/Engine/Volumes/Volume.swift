/// A directory that outlives the containers that use it.
package struct Volume: Equatable, Sendable {
    package var name: String
    /// RFC 3339.
    package var createdAt: String
    package var labels: [String: String]
    /// Whether no one named it, so that it goes with its container.
    package var anonymous: Bool
    /// The container that an anonymous one was made for.
    package var container: String?
    /// Where its files are on the host; not stored, since roots move.
    package var mountpoint: String = ""

    init(name: String, createdAt: String, labels: [String: String], anonymous: Bool, mountpoint: String) {
        self.name = name
        self.createdAt = createdAt
        self.labels = labels
        self.anonymous = anonymous
        self.mountpoint = mountpoint
    }
}
