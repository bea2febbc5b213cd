import JSON
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Standard output.
enum Output {
    /// In one line, as runc writes what programs read, or indented, as it writes what people read too.
    static func json(_ value: some JSONWritable, indentation: String? = nil) throws {
        try write(value.json(indentation: indentation) + [UInt8(ascii: "\n")])
    }

    static func line(_ text: String) throws { try write(Array("\(text)\n".utf8)) }

    static func write(_ bytes: [UInt8]) throws {
        let output = OwnedDescriptor(owning: STDOUT_FILENO)
        try output.write(bytes)
        _ = output.release()
    }
}
