/// What an archive put into a tree.
package struct AppliedTree: Equatable, Sendable {
    package var usage = SnapshotUsage()
    /// Directories that no entry described: made with mode 0755 because something is in them. Paths without a leading
    /// slash, parents first; the empty path is the tree's root.
    package var impliedDirectories: [[UInt8]] = []
}
