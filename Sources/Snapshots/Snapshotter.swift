package import Linux
package import OCI

/// Keeps the filesystems of images and containers.
///
/// Two kinds of things live in a snapshotter, each under a name of its own:
///
/// - A *layer* is read-only, named by its chain id (image-spec `config.md`, "Layer ChainID"): the digest of the stack
///   that ends in it. It stands on its parent, the stack below, or on nothing.
/// - A *snapshot* is writable, named by a key that its owner chooses (a container's id). It stands on a layer or on
///   nothing.
///
/// ## A layer's life
/// ```
/// layerWriter ─▶ writing ── finish ─▶ published ── removeLayer ─▶ gone
///                   └── abandon, error, crash ─▶ gone
/// ```
/// `layerWriter` opens a tree that nobody else sees. Bytes are applied to it as they come. `finish` checks the digest
/// of the whole archive against the `diffID` that was asked for, brings the tree to the disk (`syncfs`), and publishes
/// it with one `rename`: a layer that `contains` knows of is complete, verified, and survives a power cut. Two writers
/// may write the same layer at once: the first to finish publishes, the other one's tree is thrown away and its
/// `finish` succeeds all the same. A writer that failed, was abandoned or let go of leaves nothing; what a crash leaves
/// is cleared by `recover`.
///
/// When `appliesIndependently` is true, layers of one image may be written in any order and at the same time; else a
/// writer can be opened only once the parent is published (`notFound` before that).
///
/// ## A snapshot's life
/// ```
/// prepare ─▶ ready ── mount (any number of times) ── remove ─▶ gone
/// ```
/// `prepare` makes an empty writable snapshot on a published stack (`notFound` when any layer of it is missing,
/// `alreadyExists` when the key is taken). `mount` answers how a runtime mounts it: a recipe, so the snapshotter holds
/// no mount, and nothing in memory that a restart of the engine would lose. `usage` and `changes` may be
/// asked at any time, of a running container too: they see it at one moment or another. `remove` is the owner's last
/// word, after the container's processes are gone.
///
/// ## Who keeps what alive
/// The snapshotter counts no references: its owner (leases in the image store, containers) decides what to remove, and
/// in which order: snapshots, then layers from the top down. `removeLayer` of a layer that another layer stands on, or
/// `remove` of what is not there, is refused (`inUse`, `notFound`).
///
/// ## Failure
/// Every call either does what it says or throws ``SnapshotError`` and changes nothing. All calls block, on disk
/// writes: call them on threads that may. All calls may be made from several threads at once.
package protocol Snapshotter: Sendable {
    /// As `docker info` shows it: `overlay2`, `copy`.
    var name: String { get }

    /// Whether a layer can be written before its parent is published.
    var appliesIndependently: Bool { get }

    /// Clears what a crash left half done: unfinished layers, half-made and half-removed snapshots. To be called once,
    /// before anything else, by the only engine that uses the directory.
    func recover() throws(SnapshotError)

    /// - Throws: `notFound` for a parent that has to be there first.
    func layerWriter(_ layer: LayerRequest) throws(SnapshotError) -> any LayerWriter
    func contains(_ chainID: Digest) -> Bool
    /// Published layers, in no order.
    func layers() throws(SnapshotError) -> [Digest]
    /// What the layer added to its parent, as measured when it was written.
    func usage(ofLayer chainID: Digest) throws(SnapshotError) -> SnapshotUsage
    /// - Throws: `inUse` while a layer or a snapshot stands on it, `notFound`.
    func removeLayer(_ chainID: Digest) throws(SnapshotError)

    /// Makes the writable snapshot `key` on the stack `parent`, or on nothing.
    ///
    /// - Parameter key: a file name: letters, digits, `_`, `.`, `-`; at most 128 bytes; not starting with a dot.
    func prepare(_ key: String, parent: Digest?) throws(SnapshotError)
    /// How to mount the snapshot's root, writable.
    func mount(_ key: String) throws(SnapshotError) -> RootMount
    /// Snapshots that are ready, in no order.
    func snapshots() throws(SnapshotError) -> [String]
    /// What the snapshot takes beyond its parent.
    func usage(_ key: String) throws(SnapshotError) -> SnapshotUsage
    /// What differs from the parent: sorted by path, as `docker diff` lists it.
    ///
    /// - Parameter points: where the snapshot was mounted on; what was made for that is no change.
    func changes(_ key: String, but points: MountPoints) throws(SnapshotError) -> [Change]
    /// The same as a layer's archive (image-spec `layer.md`), uncompressed, in pieces: what `docker commit` packs. Its
    /// bytes depend on nothing but the tree's state.
    func archiveChanges(
        _ key: String, but points: MountPoints,
        to sink: @escaping (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError)
    func remove(_ key: String) throws(SnapshotError)
}
