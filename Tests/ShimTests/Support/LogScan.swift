import Glibc
import Linux

/// Counts a large log's lines without decoding each.
struct LogScan {
    private(set) var matching = 0
    private(set) var others = 0

    init(_ path: String, prefix: String) throws {
        let file = OwnedDescriptor(owning: try systemCall("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
        let size = Int(try systemCall("lseek", path) { lseek(file.raw, 0, SEEK_END) })
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.raw, 0), base != MAP_FAILED else { return }
        defer { munmap(base, size) }
        let wanted = Array(prefix.utf8)
        var offset = 0
        while offset < size, let newline = memchr(base + offset, Int32(UInt8(ascii: "\n")), size - offset) {
            let length = newline - (base + offset)
            let matches = length >= wanted.count && memcmp(base + offset, wanted, wanted.count) == 0
            if matches { matching += 1 } else { others += 1 }
            offset += length + 1
        }
        if offset < size { others += 1 }
    }
}
