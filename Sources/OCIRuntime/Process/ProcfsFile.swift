import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Writes to procfs by a descriptor of its root: no mount on top of it, and no link in it, can redirect them.
enum ProcfsFile {
    static func write(_ value: String, to path: String, in proc: Int32) throws(SystemCallError) {
        // `self` is a link of procfs's own, so the first component is resolved before links are refused.
        var path = path
        if path.hasPrefix("self/") { path = "\(try ownDirectory(proc))/\(path.dropFirst(5))" }
        let file = try OwnedDescriptor.open(
            path, beneath: proc, O_WRONLY, resolve: [.noSymbolicLinks, .noCrossing])
        try file.write(Array(value.utf8))
    }

    private static func ownDirectory(_ proc: Int32) throws(SystemCallError) -> String {
        var buffer = [CChar](repeating: 0, count: 32)
        let count = try systemCall("readlinkat", "self") {
            readlinkat(proc, "self", &buffer, buffer.count)
        }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
