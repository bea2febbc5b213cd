/// The body of every answer of 400 and above.
package struct ErrorMessage: WireObject {
    @Field package var message: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case message
    }
}
