/// A tree that one layer is being written to, before anyone else sees it.
protocol LayerStaging: Sendable {
    /// Applies the archive. Called once, on a thread of the writer's.
    func apply(_ reader: TarReader) throws(SnapshotError) -> AppliedTree
    /// Brings the tree to the disk and makes it the layer; throws it away where the layer has been published meanwhile.
    func publish(_ tree: AppliedTree) throws(SnapshotError)
    func discard()
}
