import Linux

#if canImport(Glibc)
import Glibc
#endif

extension ArchiveApplier {
    /// Bytes from which on a file goes to the disk while the next ones are written, so that little is left to wait for
    /// at the end. Smaller ones are better written together.
    private static let largeFile: Int64 = 64 << 10

    func writeFile(_ entry: TarEntry, _ place: Place, _ reader: TarReader) throws(SnapshotError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let raw = try create("openat", place) { openat($0, $1, flags, entry.mode & 0o777) }
        let file = OwnedDescriptor(owning: raw)
        result.usage.bytes += try writeContent(entry, file.raw, reader)
        if owner(entry) != ownIdentity || inheritsGroup {
            try storageCall("fchown", "") { fchown(file.raw, entry.user, entry.group) }
        }
        if entry.mode & (0o7000 | maskedMode) != 0 {
            try storageCall("fchmod", "") { fchmod(file.raw, entry.mode) }
        }
        for attribute in entry.attributes {
            try check(attribute) { ExtendedAttributes.set(file.raw, attribute) }
        }
        let times = [entry.modified.raw, entry.modified.raw]
        try storageCall("futimens", "") { futimens(file.raw, times) }
        if entry.size >= Self.largeFile { file.beginWriteback() }
    }

    /// - Returns: bytes written; holes do not count.
    private func writeContent(_ entry: TarEntry, _ file: Int32, _ reader: TarReader) throws(SnapshotError) -> Int64 {
        guard let regions = entry.regions else { return try copyContent(entry.size, to: file, at: nil, reader) }
        var written: Int64 = 0
        for region in regions {
            written += try copyContent(region.length, to: file, at: region.offset, reader)
        }
        try storageCall("ftruncate", "") { ftruncate(file, Int(entry.size)) }
        return written
    }

    private func copyContent(
        _ length: Int64, to file: Int32, at start: Int64?, _ reader: TarReader
    ) throws(SnapshotError) -> Int64 {
        if let start { try storageCall("lseek", "") { lseek(file, Int(start), SEEK_SET) } }
        var left = length
        while left > 0 {
            let bytes = try reader.read(Int(clamping: left))
            try write(bytes, to: file)
            left -= Int64(bytes.count)
        }
        return length
    }

    private func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(SnapshotError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = try storageCall("write", "") { Glibc.write(file, rest.baseAddress, rest.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        }
    }
}

extension FileTime {
    var raw: timespec { timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds)) }
}
