import Crypto
package import OCI

/// A digest that is computed as the bytes come.
package struct ContentHasher {
    private var function: any HashFunction
    private let algorithm: OCI.Digest.Algorithm

    package init(_ algorithm: OCI.Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        function =
            switch algorithm {
            case .sha256: SHA256()
            case .sha384: SHA384()
            case .sha512: SHA512()
            }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        function.update(bufferPointer: bytes)
    }

    package func finalize() throws(OCIError) -> OCI.Digest {
        try function.digest(algorithm)
    }
}

extension HashFunction {
    fileprivate func digest(_ algorithm: OCI.Digest.Algorithm) throws(OCIError) -> OCI.Digest {
        try OCI.Digest(algorithm, hash: finalize())
    }
}

extension OCI.Digest {
    /// The digest of `bytes`.
    package init(of bytes: [UInt8], _ algorithm: Algorithm = .sha256) throws(OCIError) {
        var hasher = ContentHasher(algorithm)
        bytes.withUnsafeBytes { hasher.update($0) }
        self = try hasher.finalize()
    }

    /// The names of the stacks that end in each of the layers, lowest first: image-spec `config.md`, "Layer ChainID".
    package static func chainIDs(of diffIDs: [OCI.Digest]) throws(OCIError) -> [OCI.Digest] {
        var chain: [OCI.Digest] = []
        for diffID in diffIDs {
            guard let parent = chain.last else {
                chain.append(diffID)
                continue
            }
            chain.append(try OCI.Digest(of: Array("\(parent) \(diffID)".utf8)))
        }
        return chain
    }
}
