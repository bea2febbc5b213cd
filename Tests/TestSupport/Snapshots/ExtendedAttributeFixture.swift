import CLinux

/// Extended attributes of a file by its path; of a symbolic link its own.
package enum ExtendedAttributeFixture {
    /// Sorted by name; values in hexadecimal.
    package static func all(_ path: String) throws -> [(name: String, value: String)] {
        var list = [CChar](repeating: 0, count: 65_536)
        let length = clinux_llistxattr(path, &list, list.count)
        guard length >= 0 else { throw ToolProcess.Failure(description: "llistxattr \(path)") }
        let names = list.prefix(length).split(separator: 0).map { name in
            String(decoding: name.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return names.sorted().map { ($0, get(path, $0).map(hexadecimal) ?? "") }
    }

    package static func get(_ path: String, _ name: String) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: 65_536)
        let length = clinux_lgetxattr(path, name, &value, value.count)
        return length < 0 ? nil : Array(value.prefix(length))
    }

    package static func set(_ path: String, _ name: String, _ value: [UInt8]) throws {
        guard clinux_lsetxattr(path, name, value, value.count) == 0 else {
            throw ToolProcess.Failure(description: "lsetxattr \(path) \(name)")
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
