/// A file by its directory's descriptor and its path, of which the last part is looked up there.
struct Place {
    let parent: Int32
    let path: TreePath
}
