import FoundationEssentials
import Glibc
import Linux

/// A directory of a test's own, removed with all that is in it.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/shim-test-XXXXXX".utf8CString)
        try systemCall("mkdtemp") { mkdtemp(&template) == nil ? -1 : 0 }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String, mode: mode_t = 0o644) throws {
        let file = OwnedDescriptor(
            owning: try systemCall("open", name) { open(self.file(name), O_WRONLY | O_CREAT | O_TRUNC, mode) })
        var text = text
        try text.withUTF8 { bytes in
            _ = try systemCall("write", name) { Glibc.write(file.raw, bytes.baseAddress, bytes.count) }
        }
    }

    /// - Returns: `nil` when there is no such file.
    func read(_ name: String) throws -> [UInt8]? {
        let raw = open(file(name), O_RDONLY | O_CLOEXEC)
        if raw < 0 { return nil }
        let descriptor = OwnedDescriptor(owning: raw)
        return try readAll(descriptor.raw)
    }
}

/// Reads to the end.
func readAll(_ raw: Int32) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try readEach(raw) { bytes.append(contentsOf: $0) }
    return bytes
}

func readEach(_ raw: Int32, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    try withUnsafeTemporaryAllocation(byteCount: 256 * 1024, alignment: 16) { buffer in
        while true {
            let count = try systemCall("read") { read(raw, buffer.baseAddress, buffer.count) }
            if count == 0 { return }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
