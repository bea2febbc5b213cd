/// An entry of `GET /containers/{id}/changes`.
package struct FilesystemChange: WireObject {
    @Field package var path: String
    /// 0 modified, 1 added, 2 deleted.
    @Field package var kind: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case path = "Path", kind = "Kind"
    }
}
