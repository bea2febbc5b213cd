import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension SnapshotStore {
    func snapshotDirectory(_ key: String) -> String {
        "\(root)/writable/\(key)"
    }

    func snapshots() throws(SnapshotError) -> [String] {
        try names(in: "writable")
    }

    func parent(ofSnapshot key: String) throws(SnapshotError) -> Digest? {
        try Self.checkKey(key)
        return try parent(of: snapshotDirectory(key), called: "snapshot: \(key)")
    }

    /// Makes a snapshot that `fill` completes in a directory of its own.
    func prepare(
        _ key: String, parent: Digest?, _ fill: (String) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        try Self.checkKey(key)
        guard access(snapshotDirectory(key), F_OK) != 0 else { throw Self.taken(key) }
        let staged = try stageSnapshot(parent: parent)
        do {
            try fill(staged)
            try changing.withLock { _ throws(SnapshotError) in
                if let parent, !contains(parent) { throw SnapshotError(.notFound, "no such layer: \(parent)") }
                guard try rename(staged, to: snapshotDirectory(key)) else { throw Self.taken(key) }
            }
        } catch {
            try trash.purge(try retire(staged))
            throw error
        }
    }

    func remove(_ key: String) throws(SnapshotError) {
        try Self.checkKey(key)
        // Not while someone looks through the snapshots for those of a layer.
        let retired = try changing.withLock { _ throws(SnapshotError) in
            guard access(snapshotDirectory(key), F_OK) == 0 else {
                throw SnapshotError(.notFound, "no such snapshot: \(key)")
            }
            return try retire(snapshotDirectory(key))
        }
        trash.purgeLater(retired)
    }

    private static func taken(_ key: String) -> SnapshotError {
        SnapshotError(.alreadyExists, "snapshot \(key) exists already")
    }

    static func checkKey(_ key: String) throws(SnapshotError) {
        let isAllowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard 1...128 ~= key.utf8.count, key.utf8.first != UInt8(ascii: "."), key.utf8.allSatisfy(isAllowed) else {
            throw SnapshotError(
                .invalidArgument, "'\(printable(Array(key.utf8)))' is no snapshot's name: letters, digits, _, . and -")
        }
    }
}
