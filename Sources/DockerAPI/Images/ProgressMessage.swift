/// A message of the streams of pull, push, import, load and build: a JSON object, then `\r\n`.
package struct ProgressMessage: WireObject {
    @OmitEmpty package var stream: String
    @OmitEmpty package var status: String
    package var progressDetail: ProgressDetail?
    /// `progressDetail` drawn as a bar.
    @OmitEmpty package var progress: String
    /// A layer's short id; messages with the same one overwrite each other on a terminal.
    @OmitEmpty package var id: String
    package var errorDetail: ErrorDetail?
    @OmitEmpty package var error: String
    package var aux: JSONValue?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case stream, status, progressDetail, progress, id, errorDetail, error, aux
    }
}

package struct ProgressDetail: WireObject {
    /// In bytes, or in `units`.
    @OmitEmpty package var current: Int
    @OmitEmpty package var total: Int
    @OmitEmpty package var units: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case current, total, units
    }
}

package struct ErrorDetail: WireObject {
    @OmitEmpty package var code: Int
    @Field package var message: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case code, message
    }
}
