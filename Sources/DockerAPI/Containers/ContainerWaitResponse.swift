/// The answer to `POST /containers/{id}/wait`.
package struct ContainerWaitResponse: WireObject {
    /// -1 with ``error``.
    @Field package var statusCode: Int
    package var error: WaitError?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case statusCode = "StatusCode", error = "Error"
    }
}

package struct WaitError: WireObject {
    @OmitEmpty package var message: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case message = "Message"
    }
}
