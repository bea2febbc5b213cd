import FoundationEssentials
import Linux
package import OCI
import SystemPackage

extension RuntimeSpec {
    /// Reads `config.json` of a bundle: at most 16 MiB.
    ///
    /// - Throws: `invalidConfiguration`, naming the JSON path of what is wrong.
    package static func read(bundle: String) throws(RuntimeError) -> RuntimeSpec {
        let path = "\(bundle)/config.json"
        let bytes: [UInt8]
        do { bytes = try SmallFile.bytes(path, limit: 16 << 20) } catch {
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
    package static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8], name: String
    ) throws(RuntimeError) -> Value {
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
            // Decoded once more, slowly, to say where.
            do { return try JSONDecoder().decode(Placed<Value>.self, from: Data(bytes)).value } catch {
                throw RuntimeError(.invalidConfiguration, "\(name): \(reason(error))")
            }
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is no JSON" }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])): it is missing"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)): it is null"
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            return "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "it cannot be read"
        }
    }

    /// Such as `.process.rlimits[0].soft`.
    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "." : path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
    }
}
