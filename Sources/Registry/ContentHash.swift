import Crypto
import NIOCore
import OCI

/// Digests of what is held in memory.
enum ContentHash {
    static func digest(of buffer: ByteBuffer, _ algorithm: OCI.Digest.Algorithm) throws(OCIError) -> OCI.Digest {
        try OCI.Digest(algorithm, hash: buffer.withUnsafeReadableBytes { hash($0, algorithm) })
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer, _ algorithm: OCI.Digest.Algorithm) -> [UInt8] {
        switch algorithm {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
