import OCI

#if canImport(Glibc)
import Glibc
#endif

/// The short name of a layer's tree: a link in `l` named by as many of the chain id's first digits as tell it from the
/// others, twelve at least.
enum LayerLink {
    static func path(to chainID: Digest, in root: String) throws(SnapshotError) -> String {
        let target = "../layers/\(chainID.encoded)/fs"
        for length in 12...chainID.encoded.count {
            let link = "\(root)/l/\(chainID.encoded.prefix(length))"
            if symlink(target, link) == 0 { return link }
            guard errno == EEXIST else { throw SnapshotError.last("symlink", link) }
            if try text(of: link) == target { return link }
        }
        throw SnapshotError(.system, "no free name for layer \(chainID) in \(root)/l")
    }

    private static func text(of link: String) throws(SnapshotError) -> String {
        var text = [CChar](repeating: 0, count: 256)
        let length = try storageCall("readlink", link) { readlink(link, &text, text.count) }
        return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
