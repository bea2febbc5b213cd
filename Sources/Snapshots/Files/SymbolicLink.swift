#if canImport(Glibc)
import Glibc
#endif

enum SymbolicLink {
    static func target(_ place: Place) throws(SnapshotError) -> [UInt8] {
        var text = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = try storageCall("readlinkat", place.path.description) {
            place.path.withName { readlinkat(place.parent, $0, &text, text.count) }
        }
        return text.prefix(length).map(UInt8.init(bitPattern:))
    }
}
