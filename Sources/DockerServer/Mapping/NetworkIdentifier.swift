import Crypto

/// Ids of networks and of containers' places in them: the same for the same name, in the form that clients expect.
enum NetworkIdentifier {
    /// - Returns: 64 hexadecimal digits.
    static func of(_ name: String) -> String {
        SHA256.hash(data: Array(name.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
