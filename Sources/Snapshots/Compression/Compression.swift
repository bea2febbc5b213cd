/// How a layer's archive is packed: image-spec `layer.md`, "+gzip Media Types" and "+zstd Media Types".
package enum Compression: String, Sendable, CaseIterable {
    case none
    case gzip
    case zstd

    /// As many bytes as `detect` looks at.
    package static let magicLength = 4

    /// Tells the compression from the first bytes of a blob: RFC 1952 section 2.3.1, RFC 8878 sections 3.1.1 and 3.1.2
    /// (a zstd stream may begin with a skippable frame).
    package static func detect(_ start: some Sequence<UInt8>) -> Compression {
        let magic = Array(start.prefix(magicLength))
        if magic.starts(with: [0x1f, 0x8b]) { return .gzip }
        guard magic.count == magicLength else { return .none }
        if magic == [0x28, 0xb5, 0x2f, 0xfd] { return .zstd }
        return (0x50...0x5f).contains(magic[0]) && magic[1...] == [0x2a, 0x4d, 0x18] ? .zstd : .none
    }
}
