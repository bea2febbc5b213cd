import Glibc
import Linux
import SystemPackage

enum ConfigurationFile {
    /// In bytes; what is longer is none.
    private static let longest = 1 << 20

    static func read(_ path: String) throws(SystemCallError) -> [UInt8] {
        let file = OwnedDescriptor(owning: try systemCall("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        var length = 0
        while length < bytes.count {
            let (raw, offset) = (file.raw, length)
            let count = try systemCall("read", path) {
                bytes.withUnsafeMutableBytes { Glibc.read(raw, $0.baseAddress.map { $0 + offset }, $0.count - offset) }
            }
            if count == 0 { return Array(bytes[..<length]) }
            length += count
        }
        throw SystemCallError("read", path, errno: .fileTooLarge)
    }
}
