/// The answer to `GET /containers/{id}/top`.
package struct ContainerTopResponse: WireObject {
    @Field package var titles: [String]
    /// A row a process, with a cell a title.
    @Field package var processes: [[String]]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case titles = "Titles", processes = "Processes"
    }
}
