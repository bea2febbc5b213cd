import FoundationEssentials
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Standard output.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
    }

    /// In one line, as runc writes what programs read.
    static func compactJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        try write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
    }

    static func line(_ text: String) throws { try write(Array("\(text)\n".utf8)) }

    private static func write(_ bytes: [UInt8]) throws {
        let output = OwnedDescriptor(owning: STDOUT_FILENO)
        try output.write(bytes)
        _ = output.release()
    }
}
