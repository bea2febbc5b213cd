import Glibc
import JSON
import Linux
import ShimProtocol

/// The container's run directory, which is the shim's working directory: see ``ShimConfiguration``.
enum RunDirectory {
    /// The most that a file there may hold, in bytes.
    private static let largestFile = 4 << 20

    static func read<Value: JSONRepresentable>(_ type: Value.Type, from path: String) throws(ShimFailure) -> Value {
        let bytes = try read(path)
        do {
            return try Value(json: bytes)
        } catch {
            throw ShimFailure(code: .invalidConfiguration, message: "\(path): \(error)")
        }
    }

    static func read(_ path: String) throws(ShimFailure) -> [UInt8] {
        try ShimFailure.wrapping { () throws(SystemCallError) in try SmallFile.bytes(path, limit: largestFile) }
    }

    /// Writes a file anew. Not atomic: for files that no one else looks at yet.
    static func write(_ value: some JSONRepresentable, to path: String) throws(ShimFailure) {
        do {
            try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600).write(value.json())
        } catch {
            throw ShimFailure(code: .runtime, message: "\(error)")
        }
    }
}
