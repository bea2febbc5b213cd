import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Opens files of procfs by a descriptor of its root: no mount on top of it, and no link in it, can redirect that.
enum ProcfsFile {
    static func write(_ value: String, to path: String, in proc: Int32) throws(SystemCallError) {
        try open(path, O_WRONLY, in: proc).write(Array(value.utf8))
    }

    static func open(_ path: String, _ flags: Int32, in proc: Int32) throws(SystemCallError) -> OwnedDescriptor {
        // `self` is a link of procfs's own, so the first component is resolved before links are refused.
        var path = path
        if path.hasPrefix("self/") { path = "\(try ownDirectory(proc))/\(path.dropFirst(5))" }
        return try OwnedDescriptor.open(path, beneath: proc, flags, resolve: [.noSymbolicLinks, .noCrossing])
    }

    private static func ownDirectory(_ proc: Int32) throws(SystemCallError) -> String {
        var buffer = [CChar](repeating: 0, count: 32)
        let count = try systemCall("readlinkat", "self") {
            readlinkat(proc, "self", &buffer, buffer.count)
        }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
