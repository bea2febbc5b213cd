/// An entry of `GET /images/{name}/history`, the newest first.
package struct ImageHistoryItem: WireObject {
    /// A digest, or `<missing>` for a layer that is no image.
    @Field package var id: String
    /// In seconds since 1970.
    @Field package var created: Int
    @Field package var createdBy: String
    @NullIfEmpty package var tags: [String]
    /// In bytes.
    @Field package var size: Int
    @Field package var comment: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", created = "Created", createdBy = "CreatedBy", tags = "Tags", size = "Size"
        case comment = "Comment"
    }
}
