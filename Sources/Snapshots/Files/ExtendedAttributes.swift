import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// Extended attributes of a file by directory and name; a symbolic link's are its own.
///
/// There is no `setxattrat` before Linux 6.13: the path leads through the directory's entry in `/proc/self/fd`.
enum ExtendedAttributes {
    static func set(_ directory: Int32, _ path: TreePath, _ attribute: ExtendedAttribute) -> Int32 {
        withFullName(directory, path) { file in
            withName(attribute) { clinux_lsetxattr(file, $0, attribute.value, attribute.value.count) }
        }
    }

    static func set(_ descriptor: Int32, _ attribute: ExtendedAttribute) -> Int32 {
        withName(attribute) { clinux_fsetxattr(descriptor, $0, attribute.value, attribute.value.count) }
    }

    /// `nil` when the file has no such attribute, or its filesystem none at all.
    static func get(_ directory: Int32, _ path: TreePath, _ name: String) throws(SnapshotError) -> [UInt8]? {
        while true {
            let size = withFullName(directory, path) { clinux_lgetxattr($0, name, nil, 0) }
            if size < 0, errno == ENODATA || errno == EOPNOTSUPP { return nil }
            if size < 0 { throw SnapshotError.last("lgetxattr", path.description) }
            var value = [UInt8](repeating: 0, count: size)
            let length = withFullName(directory, path) { clinux_lgetxattr($0, name, &value, size) }
            if length == size || size == 0 { return value }
            // It changed in between.
            if length < 0, errno != ERANGE { throw SnapshotError.last("lgetxattr", path.description) }
        }
    }

    /// All of a file's attributes, sorted by name.
    static func all(_ directory: Int32, _ path: TreePath) throws(SnapshotError) -> [ExtendedAttribute] {
        var attributes: [ExtendedAttribute] = []
        for name in try names(directory, path) {
            let text = String(decoding: name, as: UTF8.self)
            guard let value = try get(directory, path, text) else { continue }
            attributes.append(ExtendedAttribute(name: name, value: value))
        }
        return attributes
    }

    private static func names(_ directory: Int32, _ path: TreePath) throws(SnapshotError) -> [[UInt8]] {
        while true {
            let size = withFullName(directory, path) { clinux_llistxattr($0, nil, 0) }
            if size == 0 || (size < 0 && errno == EOPNOTSUPP) { return [] }
            if size < 0 { throw SnapshotError.last("llistxattr", path.description) }
            var list = [CChar](repeating: 0, count: size)
            let length = withFullName(directory, path) { clinux_llistxattr($0, &list, size) }
            if length < 0, errno == ERANGE { continue }
            if length < 0 { throw SnapshotError.last("llistxattr", path.description) }
            let bytes = list.prefix(length).map(UInt8.init(bitPattern:))
            return bytes.split(separator: 0).map(Array.init).sorted { $0.lexicographicallyPrecedes($1) }
        }
    }

    private static func withName<Result>(
        _ attribute: ExtendedAttribute, _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        let name = attribute.name.map(CChar.init(bitPattern:)) + [0]
        return name.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return "".withCString(body) }
            return body(start)
        }
    }

    private static func withFullName<Result>(
        _ directory: Int32, _ path: TreePath, _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        var name = Array("/proc/self/fd/\(directory)/".utf8CString.dropLast())
        name += path.isRoot ? [CChar(UInt8(ascii: "."))] : path.name.map(CChar.init(bitPattern:))
        name.append(0)
        return name.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return "".withCString(body) }
            return body(start)
        }
    }
}

extension ExtendedAttribute {
    /// Whether overlayfs keeps its own notes in it.
    var isOverlay: Bool {
        name.starts(with: "trusted.overlay.".utf8) || name.starts(with: "user.overlay.".utf8)
    }
}
