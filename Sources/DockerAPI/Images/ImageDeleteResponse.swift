/// An entry of the answer to `DELETE /images/{name}`: one of the two.
package struct ImageDeleteResponse: WireObject {
    @OmitEmpty package var untagged: String
    @OmitEmpty package var deleted: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case untagged = "Untagged", deleted = "Deleted"
    }
}
