package struct ContainerCreateResponse: WireObject {
    @Field package var id: String
    @Field package var warnings: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", warnings = "Warnings"
    }
}
