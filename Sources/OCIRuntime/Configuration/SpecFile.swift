package import JSON
import Linux
package import OCI
import SystemPackage

extension RuntimeSpec {
    /// Of a `config.json`, in bytes.
    static let maximumFileSize = 16 << 20

    /// Reads `config.json` of a bundle: at most 16 MiB.
    ///
    /// - Throws: `invalidConfiguration`, naming the JSON path of what is wrong.
    package static func read(bundle: String) throws(RuntimeError) -> RuntimeSpec {
        let path = "\(bundle)/config.json"
        let bytes: [UInt8]
        do { bytes = try SmallFile.bytes(path, limit: maximumFileSize) } catch {
            if error.errno == .noSuchFileOrDirectory {
                throw RuntimeError(
                    .invalidConfiguration, "JSON specification file config.json not found", cause: error)
            }
            throw RuntimeError(.invalidConfiguration, "JSON specification file \(path): \(error.errno)", cause: error)
        }
        return try decode(bytes, name: path)
    }

    package static func decode(_ bytes: [UInt8], name: String) throws(RuntimeError) -> RuntimeSpec {
        try JSONText.decode(RuntimeSpec.self, bytes, name: name)
    }
}

/// JSON that a person may have written: what is wrong is told by its place.
package enum JSONText {
    package static func decode<Value: JSONRepresentable>(
        _ type: Value.Type, _ bytes: [UInt8], name: String
    ) throws(RuntimeError) -> Value {
        do { return try Value(json: bytes) } catch {
            throw RuntimeError(.invalidConfiguration, "\(name): \(error)")
        }
    }
}
