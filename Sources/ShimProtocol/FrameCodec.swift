package import JSON

/// Frames of the shim's protocol: four bytes of length, big-endian, then that much JSON.
package enum FrameCodec {
    /// The most JSON in a frame, in bytes: 4 MiB.
    package static let maximumLength = 4 << 20
    package static let headerLength = 4

    /// - Returns: the whole frame, header included.
    package static func encode(_ message: some JSONRepresentable) throws(FrameError) -> [UInt8] {
        let json = message.json()
        guard json.count <= maximumLength else { throw tooLarge(json.count) }
        return withUnsafeBytes(of: UInt32(json.count).bigEndian, Array.init) + json
    }

    static func decode<Message: JSONRepresentable>(
        _ type: Message.Type, json: ArraySlice<UInt8>
    ) throws(FrameError) -> Message {
        do {
            return try Message(json: Array(json))
        } catch {
            throw FrameError(code: .malformed, message: "not a \(type): \(error)")
        }
    }

    static func tooLarge(_ length: Int) -> FrameError {
        FrameError(code: .tooLarge, message: "a frame of \(length) bytes is larger than \(maximumLength)")
    }
}
