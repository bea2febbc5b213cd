/// How a tree takes up what a layer says is gone: image-spec `layer.md`, "Whiteouts".
///
/// Whiteouts are about the layers below. What the same layer holds beside a whiteout stays, in whichever order the two
/// come.
protocol WhiteoutPolicy: AnyObject {
    /// The layer has no `path` any more.
    func remove(_ path: TreePath, in directory: Int32) throws(SnapshotError)
    /// Nothing of what the layers below have in the directory `path` is left. `parent` is the descriptor of its parent.
    func makeOpaque(_ path: TreePath, in parent: Int32) throws(SnapshotError)
    /// The layer put something at `path`.
    func wrote(_ path: TreePath)
    /// Whether `status` is no file but this policy's own mark.
    func isMark(_ status: NodeStatus) -> Bool
    /// Whether a file found at `path` came with this layer.
    func isOwn(_ path: TreePath) -> Bool
}
