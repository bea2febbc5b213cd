import Glibc
import Linux

/// A directory that goes with its owner.
final class TemporaryRoot {
    let path: String

    init() throws {
        var template = Array("/tmp/wherry-daemon-XXXXXX".utf8CString)
        try systemCall("mkdtemp") {
            template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } == nil ? -1 : 0 }
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func write(_ text: String, to file: String) throws {
        let descriptor = OwnedDescriptor(
            owning: try systemCall("open", file) { open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600) })
        let bytes = Array(text.utf8)
        try systemCall("write", file) { Glibc.write(descriptor.raw, bytes, bytes.count) }
    }

    deinit {
        for file in ["/data/wherryd.pid", "/pid"] { _ = unlink(path + file) }
        for directory in ["/data", ""] { _ = rmdir(path + directory) }
    }
}
