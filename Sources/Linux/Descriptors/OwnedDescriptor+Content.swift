import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension OwnedDescriptor {
    /// Everything up to the end of the file, of which there may be `limit` bytes.
    ///
    /// - Throws: `EFBIG` for a longer one.
    package borrowing func readAll(limit: Int) throws(SystemCallError) -> [UInt8] {
        var content = [UInt8](repeating: 0, count: min(limit + 1, 4096))
        var filled = 0
        while true {
            if filled == content.count {
                guard filled <= limit else { throw SystemCallError("read", errno: .fileTooLarge) }
                content.append(contentsOf: repeatElement(0, count: min(filled, limit + 1 - filled)))
            }
            let raw = raw
            let count = try systemCall("read") {
                content.withUnsafeMutableBytes { read(raw, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
            }
            if count == 0 { break }
            filled += count
        }
        guard filled <= limit else { throw SystemCallError("read", errno: .fileTooLarge) }
        content.removeLast(content.count - filled)
        return content
    }

    /// Writes all of `bytes`.
    package borrowing func write(_ bytes: some Collection<UInt8>) throws(SystemCallError) {
        let bytes = Array(bytes)
        var written = 0
        while written < bytes.count {
            let raw = raw
            written += try systemCall("write") {
                bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress?.advanced(by: written), $0.count - written) }
            }
        }
    }
}
