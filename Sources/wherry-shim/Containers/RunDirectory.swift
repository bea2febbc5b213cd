import FoundationEssentials
import Glibc
import Linux
import ShimProtocol
import SystemPackage

/// The container's run directory, which is the shim's working directory: see ``ShimConfiguration``.
enum RunDirectory {
    /// The most that a file there may hold, in bytes.
    private static let largestFile = 4 << 20

    static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws(ShimFailure) -> Value {
        let bytes = try read(path)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw ShimFailure(code: .invalidConfiguration, message: "\(path): \(error)")
        }
    }

    static func read(_ path: String) throws(ShimFailure) -> [UInt8] {
        try ShimFailure.wrapping { () throws(SystemCallError) in
            let flags = O_RDONLY | O_CLOEXEC
            let file = OwnedDescriptor(owning: try systemCall("open", path) { open(path, flags) })
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 16 * 1024)
            while true {
                let count = try systemCall("read", path) { Glibc.read(file.raw, &chunk, chunk.count) }
                if count == 0 { return bytes }
                bytes += chunk[..<count]
                if bytes.count > largestFile { throw SystemCallError("read", path, errno: .fileTooLarge) }
            }
        }
    }

    /// Writes a file anew. Not atomic: for files that no one else looks at yet.
    static func write(_ value: some Encodable, to path: String) throws(ShimFailure) {
        do {
            let json = try JSONEncoder().encode(value)
            let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
            let file = OwnedDescriptor(owning: try systemCall("open", path) { open(path, flags, 0o600) })
            let written = try json.withUnsafeBytes { bytes in
                try systemCall("write", path) { Glibc.write(file.raw, bytes.baseAddress, bytes.count) }
            }
            if written < json.count { throw SystemCallError("write", path, errno: .noSpace) }
        } catch {
            throw ShimFailure(code: .runtime, message: "\(error)")
        }
    }
}
