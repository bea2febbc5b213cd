#if canImport(Glibc)
import Glibc
#endif

/// The directory that this program was started from, where the engine's program is too.
enum ProgramDirectory {
    static var current: String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        let path = String(decoding: bytes.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/usr/bin"
    }
}
