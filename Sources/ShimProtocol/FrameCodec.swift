import FoundationEssentials

/// Frames of the shim's protocol: four bytes of length, big-endian, then that much JSON.
package enum FrameCodec {
    /// The most JSON in a frame, in bytes: 4 MiB.
    package static let maximumLength = 4 << 20
    package static let headerLength = 4

    /// - Returns: the whole frame, header included.
    package static func encode(_ message: some Encodable) throws(FrameError) -> [UInt8] {
        let json: Data
        do {
            json = try JSONEncoder().encode(message)
        } catch {
            throw FrameError(code: .unencodable, message: "cannot encode \(type(of: message)): \(error)")
        }
        guard json.count <= maximumLength else { throw tooLarge(json.count) }
        return withUnsafeBytes(of: UInt32(json.count).bigEndian, Array.init) + json
    }

    static func decode<Message: Decodable>(
        _ type: Message.Type, json: some Sequence<UInt8>
    ) throws(FrameError) -> Message {
        do {
            return try JSONDecoder().decode(type, from: Data(json))
        } catch {
            throw FrameError(code: .malformed, message: "not a \(type): \(error)")
        }
    }

    static func tooLarge(_ length: Int) -> FrameError {
        FrameError(code: .tooLarge, message: "a frame of \(length) bytes is larger than \(maximumLength)")
    }
}
