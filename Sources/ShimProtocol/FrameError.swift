/// Why bytes are no frame of the shim's protocol. The connection is of no further use.
package struct FrameError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The frame's length is beyond ``FrameCodec/maximumLength``.
        case tooLarge
        /// The JSON is malformed or not of the type expected.
        case malformed
    }
    package let code: Code
    package let message: String

    package var description: String { "shim protocol: \(message)" }
}
