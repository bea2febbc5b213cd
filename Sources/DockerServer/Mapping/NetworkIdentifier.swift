import Crypto
import OCI

/// Ids of networks and of containers' places in them: the same for the same name, in the form that clients expect.
enum NetworkIdentifier {
    /// - Returns: 64 hexadecimal digits.
    static func of(_ name: String) -> String {
        Digest.hexadecimal(SHA256.hash(data: Array(name.utf8)))
    }
}
