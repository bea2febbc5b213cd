/// The answer to `POST /containers/{id}/update`.
package struct ContainerUpdateResponse: WireObject {
    @NullIfEmpty package var warnings: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case warnings = "Warnings"
    }
}
